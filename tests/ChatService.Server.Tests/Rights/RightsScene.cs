using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Gateway;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>
/// An agent who hears a customer of an inbox in every way there is, a supervisor who goes on hearing, and everything that can be said. What must not be heard holds the word
/// <see cref="Secret"/>.
/// </summary>
internal sealed class RightsScene : IAsyncDisposable
{
    /// <summary>Of this scene alone: scenes share a server, and who sees every inbox hears the others.</summary>
    public string Secret => $"secret-{tag}";

    private readonly string tag = Guid.NewGuid().ToString("N")[..8];
    private readonly List<IAsyncDisposable> opened = [];

    private RightsScene(ChatHost host, ChatHost other, AgentClient admin) => (Host, Other, Admin) = (host, other, admin);

    /// <summary>Where rights are changed and customers are.</summary>
    public ChatHost Host { get; }

    /// <summary>Where the agent is.</summary>
    public ChatHost Other { get; }

    public AgentClient Admin { get; }

    public Guid InboxId { get; private set; }

    public string InboxKey => $"in-{tag}";

    public Guid Alpha { get; private set; }

    public Guid Beta { get; private set; }

    public Guid AgentId { get; private set; }

    public string Email => $"ann-{tag}@example.com";

    public VisitorClient Visitor { get; private set; } = null!;

    public static async Task<RightsScene> SetAsync(ChatHost host, AgentClient admin, ChatHost? other = null)
    {
        var scene = new RightsScene(host, other ?? host, admin);
        (scene.Alpha, scene.Beta) = (await scene.TeamAsync("alpha"), await scene.TeamAsync("beta"));
        scene.InboxId = (await scene.MakeAsync("/api/inboxes", new { key = $"in-{scene.tag}", name = "In", teamIds = new[] { scene.Alpha } })).GetProperty("id").GetGuid();
        return scene;
    }

    public async Task<AgentClient> HireAsync(object rights, string role = "agent")
    {
        var body = JsonSerializer.SerializeToNode(rights)!.AsObject();
        (body["email"], body["name"], body["role"], body["password"]) = (Email, "Ann", role, Staff.Password);
        AgentId = (await MakeAsync("/api/agents", body)).GetProperty("id").GetGuid();
        await KnownAsync(services => services.GetRequiredService<AgentDirectory>().Find(AgentId) is not null && services.GetRequiredService<InboxDirectory>().Find(InboxId) is not null);
        return await ConnectAsync();
    }

    /// <summary>The other node hears of a change when it reads what this one wrote.</summary>
    public async Task KnownAsync(Func<IServiceProvider, bool> known)
    {
        for (var i = 0; i < 400 && !known(Other.Services); i++)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.True(known(Other.Services), "The other node has not heard of it within ten seconds.");
    }

    public async Task<AgentClient> ConnectAsync()
    {
        var agent = await AgentClient.LogInAsync(Other.Url, Email, Staff.Password);
        opened.Add(agent);
        return agent;
    }

    /// <summary>A customer with a first message; both the agent and the admin watch.</summary>
    public async Task CustomerWritesAsync(params AgentClient[] watchers)
    {
        Visitor = await VisitorClient.OpenAsync(Host.Http, inboxKey: InboxKey);
        opened.Add(Visitor);
        await Visitor.StartAsync("Hello");
        foreach (var watcher in watchers)
        {
            await watcher.CallAsync<Empty>("Watch", new { conversationId = Visitor.ConversationId });
        }

        await Admin.CallAsync<Empty>("Watch", new { conversationId = Visitor.ConversationId });
    }

    /// <summary>Says everything there is to say about the inbox, and returns when the admin has heard all of it.</summary>
    public async Task SayEverythingAsync()
    {
        var word = $"{Secret} {Guid.NewGuid():N}";
        await Visitor.CallAsync<Empty>("Typing", new { conversationId = Visitor.ConversationId, preview = word });
        await Visitor.CallAsync<UpdateContactAnswer>("UpdateContact", new { email = $"{Secret}@example.com", name = word });
        await Visitor.SendAsync(word);
        await Admin.CallAsync<SendMessageAck>(
            "AddNote", new { conversationId = Visitor.ConversationId, clientMessageId = Guid.NewGuid(), text = "note " + word, mentions = AgentId == Guid.Empty ? [] : new[] { AgentId } });
        var newcomer = await VisitorClient.OpenAsync(Host.Http, inboxKey: InboxKey);
        opened.Add(newcomer);
        await newcomer.StartAsync("new " + word);
        var supervisors = Host.Services.GetRequiredService<IHubContext<AgentHub, IAgentClient>>().Clients.Group(Audiences.Supervisors);
        await supervisors.SlaWarning(new SlaWarning(Visitor.ConversationId, "first_response", 1, word, DateTimeOffset.UnixEpoch, null));
        await supervisors.SlaBreached(new SlaBreached(Visitor.ConversationId, "first_response", DateTimeOffset.UnixEpoch, null, word));

        await Admin.Typing.First(typing => typing.Preview == word);
        await Admin.Messages.First(message => message.Text == word);
        await Admin.Messages.First(message => message.Text == "note " + word);
        await Admin.Rows.First(row => row.LastMessage?.Text == word);
        await Admin.Rows.First(row => row.LastMessage?.Text == "new " + word);
        await Admin.Breaches.First(breach => breach.Cause == word);
    }

    /// <summary>What the agent has heard, in its own words. Whatever was under way to it has arrived: a call of its own comes after it, or there is no connection any more.</summary>
    public static async Task<string> HeardAsync(AgentClient agent)
    {
        await TryAsync(() => agent.CallAsync<object>("Unwatch", new { conversationId = Guid.NewGuid() }));
        return JsonSerializer.Serialize(new
        {
            messages = agent.Messages.All, rows = agent.Rows.All, typing = agent.Typing.All, offers = agent.Offers.All, breaches = agent.Breaches.All, reads = agent.Reads.All,
            mentions = agent.Mentions.All, warnings = agent.Warnings.All, alerts = agent.Alerts.All,
        });
    }

    /// <summary>One ring and offers that do not run out within a test: whatever ends one, time does not.</summary>
    public async Task AskSlowlyAsync() => await PutAsync($"/api/inboxes/{InboxId}", new
    {
        routing = new { offerTimeoutSeconds = 120, rings = new[] { new { afterSeconds = 0, scope = "best_agent" } } }, version = await VersionAsync("/api/inboxes", InboxId),
    });

    /// <summary>A colleague who serves every inbox, whatever happens to the agent.</summary>
    public async Task<AgentClient> ColleagueAsync()
    {
        var colleague = await Other.HireAsync(Admin, $"ben-{tag}@example.com");
        opened.Add(colleague);
        return colleague;
    }

    public async Task<JsonElement> MakeAsync(string path, object body)
    {
        using var response = await Admin.Http.PostAsJsonAsync(path, body).Soon(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task PutAsync(string path, object body)
    {
        using var response = await Admin.Http.PutAsJsonAsync(path, body).Soon(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }

    public async Task DeleteAsync(string path) => Assert.Equal(System.Net.HttpStatusCode.OK, await Admin.StatusAsync(HttpMethod.Delete, path));

    /// <summary>The one of this id in a list.</summary>
    public async Task<int> VersionAsync(string path, Guid id) =>
        (await Admin.GetAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id).GetProperty("version").GetInt32();

    /// <summary>Leaves nobody available and nothing waiting to the tests that share the server.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var agent in opened.OfType<AgentClient>())
        {
            await TryAsync(() => agent.StatusAsync("offline"));
        }

        foreach (var visitor in opened.OfType<VisitorClient>().Where(visitor => visitor.ConversationId != Guid.Empty))
        {
            await TryAsync(() => Admin.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId }));
        }

        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException or IOException or HubException or System.Net.WebSockets.WebSocketException)
        {
            // Cut, or closed already.
        }
    }

    private async Task<Guid> TeamAsync(string name) => (await MakeAsync("/api/teams", new { name = $"{name}-{tag}" })).GetProperty("id").GetGuid();
}
