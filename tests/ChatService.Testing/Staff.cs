using System.Net.Http.Json;

namespace ChatService.Testing;

/// <summary>What an admin sets up over HTTP.</summary>
public static class Staff
{
    /// <summary>The password of everybody whom <see cref="HireAsync"/> takes on.</summary>
    public const string Password = "battery staple correct";

    private sealed record Made(Guid Id, string? Secret, string? Token);

    /// <summary>A new agent, connected.</summary>
    public static async Task<AgentClient> HireAsync(
        this ChatHost host, AgentClient admin, string email, string role = "agent", int capacity = 100, params Guid[] inboxIds)
    {
        ArgumentNullException.ThrowIfNull(host);
        await admin.HireAsync(email, role, capacity, inboxIds);
        return await AgentClient.LogInAsync(host.Url, email, Password);
    }

    /// <summary>A new agent: its id.</summary>
    public static async Task<Guid> HireAsync(this AgentClient admin, string email, string role = "agent", int capacity = 100, params Guid[] inboxIds) =>
        (await admin.MakeAsync("/api/agents", new { email, name = email?.Split('@')[0], role, capacity, inboxIds, password = Password })).Id;

    /// <summary>A new inbox: its id and the secret that signs identities.</summary>
    public static async Task<(Guid Id, string Secret)> OpenInboxAsync(this AgentClient admin, string key, params string[] allowedOrigins)
    {
        var made = await admin.MakeAsync("/api/inboxes", new { key, name = key, allowedOrigins });
        return (made.Id, made.Secret!);
    }

    /// <summary>A new API token of an agent of its own.</summary>
    public static async Task<string> TokenAsync(this AgentClient admin, string role) =>
        (await admin.MakeAsync("/api/api-tokens", new { name = "robot", role })).Token!;

    private static async Task<Made> MakeAsync(this AgentClient admin, string path, object body)
    {
        ArgumentNullException.ThrowIfNull(admin);
        using var response = await admin.Http.PostAsJsonAsync(path, body).Soon(path);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? System.Text.Json.JsonSerializer.Deserialize<Made>(text, VisitorClient.Json)!
            : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }
}
