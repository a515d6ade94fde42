using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>The admin who prepares an installation over HTTP, and the agents who work there.</summary>
public sealed class Desk : IAsyncDisposable
{
    private readonly AgentClient admin;

    private Desk(AgentClient admin) => this.admin = admin;

    /// <summary>Logged in.</summary>
    public HttpClient Http => admin.Http;

    /// <summary>Logs in at a node.</summary>
    public static async Task<Desk> OpenAsync(Uri node) => new(await AgentClient.LogInAsync(node, ChatHost.AdminEmail, ChatHost.AdminPassword));

    /// <summary>The demo inbox gives each conversation to the best agent at once; its id.</summary>
    public async Task<Guid> AutoAcceptAsync()
    {
        var inbox = (await admin.GetAsync<JsonNode>("/api/inboxes"))["items"]!.AsArray().Single(i => (string?)i!["key"] == "demo")!;
        inbox["routing"]!["mode"] = "auto_accept";
        using var saved = await admin.Http.PutAsJsonAsync($"/api/inboxes/{inbox["id"]}", inbox);
        saved.EnsureSuccessStatusCode();
        return (Guid)inbox["id"]!;
    }

    /// <summary>No promises and no automatic replies: what is measured is not disturbed by what thousands of unanswered customers set off.</summary>
    public async Task QuietAsync()
    {
        foreach (var list in new[] { "/api/sla-policies", "/api/auto-replies" })
        {
            foreach (var item in (await admin.GetAsync<JsonNode>(list))["items"]!.AsArray())
            {
                using var gone = await admin.Http.DeleteAsync($"{list}/{item!["id"]}");
                gone.EnsureSuccessStatusCode();
            }
        }
    }

    /// <summary>Takes on an agent: the id.</summary>
    public Task<Guid> HireAsync(string email, int capacity) => admin.HireAsync(email, "agent", capacity);

    /// <summary>Makes an API token: its id.</summary>
    public async Task<Guid> TokenAsync()
    {
        using var made = await admin.Http.PostAsJsonAsync("/api/api-tokens", new { name = "load", role = "agent" });
        made.EnsureSuccessStatusCode();
        return (Guid)(await made.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    /// <summary>Takes an API token away.</summary>
    public async Task RevokeAsync(Guid token)
    {
        using var gone = await admin.Http.DeleteAsync($"/api/api-tokens/{token}");
        gone.EnsureSuccessStatusCode();
    }

    /// <summary>An agent who is available at a node.</summary>
    public async Task<(Guid Id, HubSession Session)> AgentAsync(string email, int capacity, Uri node, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(node);
        var id = await HireAsync(email, capacity);
        await using var door = await AgentClient.LogInAsync(node, email, Staff.Password);
        var headers = new Dictionary<string, string> { ["Cookie"] = door.Cookie(node), ["Origin"] = node.GetLeftPart(UriPartial.Authority) };
        var session = await HubSession.ConnectAsync(new Uri(node, "/hubs/agent"), form, headers);
        await session.CallAsync("SetStatus", new { status = "available" });
        return (id, session);
    }

    /// <summary>The admin's own connection in the tool's light client.</summary>
    public Task<HubSession> ConnectAsync()
    {
        var node = admin.Http.BaseAddress!;
        return HubSession.ConnectAsync(
            new Uri(node, "/hubs/agent"), headers: new Dictionary<string, string> { ["Cookie"] = admin.Cookie(node), ["Origin"] = node.GetLeftPart(UriPartial.Authority) });
    }

    /// <summary>Who has a conversation, as soon as somebody does.</summary>
    public async Task<Guid> AssigneeAsync(Guid conversation)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var detail = await admin.GetAsync<JsonNode>($"/api/conversations/{conversation}");
            if (detail["conversation"]!["assignee"]?["id"] is { } id)
            {
                return (Guid)id;
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    public ValueTask DisposeAsync() => admin.DisposeAsync();
}
