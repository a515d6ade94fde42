using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatService.Testing;

namespace ChatService.BrowserTests.Kit;

/// <summary>The first admin over plain HTTP: makes agents, tunes the inbox, and looks at what the server wrote down.</summary>
public sealed class BackOffice : IDisposable
{
    /// <summary>The password of every agent that stories make.</summary>
    public const string Password = "a quiet desk lamp";

    private readonly HttpClient http;

    private BackOffice(HttpClient http) => this.http = http;

    /// <summary>Signs in.</summary>
    public static async Task<BackOffice> OpenAsync(Uri server)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server };
        var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = ChatHost.AdminEmail, password = ChatHost.AdminPassword }).Soon();
        answer.EnsureSuccessStatusCode();
        return new BackOffice(http);
    }

    /// <summary>One more agent; returns the log-in.</summary>
    public async Task<string> HireAsync(string name, string role = "agent", int? capacity = null)
    {
        var email = $"agent-{Guid.NewGuid():N}@example.com";
        await ReadAsync(await http.PostAsJsonAsync("/api/agents", new { email, name, role, password = Password, capacity }).Soon());
        return email;
    }

    /// <summary>How long an offer of the demo inbox stays open.</summary>
    public async Task OffersLastAsync(int seconds) => await EditInboxAsync(inbox => inbox["routing"]!["offerTimeoutSeconds"] = seconds);

    /// <summary>Changes the demo inbox.</summary>
    public async Task EditInboxAsync(Action<JsonNode> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var inboxes = await GetAsync("/api/inboxes");
        var inbox = inboxes["items"]!.AsArray().Single(i => (string?)i!["key"] == "demo")!;
        edit(inbox);
        await ReadAsync(await http.PutAsJsonAsync($"/api/inboxes/{inbox["id"]}", inbox).Soon());
    }

    /// <summary>The newest conversation.</summary>
    public async Task<Guid> NewestConversationAsync()
    {
        var all = await GetAsync("/api/conversations?view=all");
        return (Guid)all["items"]!.AsArray().MaxBy(c => (DateTimeOffset)c!["createdAt"]!)!["conversationId"]!;
    }

    /// <summary>The row as agents see it.</summary>
    public async Task<JsonNode> ConversationAsync(Guid id) => (await GetAsync($"/api/conversations/{id}"))["conversation"]!;

    /// <summary>The clock of the first answer.</summary>
    public async Task<JsonNode> FirstResponseAsync(Guid id) =>
        (await ClocksAsync(id)).First(clock => (string?)clock["metric"] == "first_response");

    /// <summary>Every clock, the oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ClocksAsync(Guid id) =>
        [.. (await GetAsync($"/api/conversations/{id}"))["sla"]!.AsArray().Select(clock => clock!)];

    /// <summary>Every message, as the store has it.</summary>
    public async Task<IReadOnlyList<JsonNode>> MessagesAsync(Guid id) =>
        [.. (await GetAsync($"/api/conversations/{id}/messages?afterSeq=0&limit=200"))["messages"]!.AsArray().Select(m => m!)];

    /// <summary>What people said, in order; without notes, events and automatic lines.</summary>
    public async Task<IReadOnlyList<string>> SaidAsync(Guid id) =>
        [.. (await MessagesAsync(id)).Where(m => (string?)m["kind"] == "text" && (string?)m["sender"]!["kind"] is "visitor" or "agent").Select(m => (string)m["text"]!)];

    /// <summary>Any read.</summary>
    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)).Soon());

    /// <summary>Any change.</summary>
    public async Task<JsonNode> PostAsync(string path, object body) => await ReadAsync(await http.PostAsJsonAsync(path, body).Soon());

    public void Dispose() => http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync().Soon();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text) ?? throw new JsonException("Nothing was answered.")
            : throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
    }
}
