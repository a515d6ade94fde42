using System.Net.Http.Json;
using System.Text.Json;

namespace ChatService.ClusterTests.Kit;

/// <summary>What a test sets up for itself, so that the crowd's agents and promises are not in its way.</summary>
internal static class Rooms
{
    /// <summary>A new inbox, known at every node: its id. Mode: auto_accept, offer_accept, manual or ring_all.</summary>
    public static async Task<Guid> OpenRoomAsync(this ChatCluster cluster, AgentClient admin, string key, string mode)
    {
        var made = await admin.PostAsync<JsonElement>("/api/inboxes", new { key, name = key, allowedOrigins = Array.Empty<string>(), wrapUpSeconds = 0, routing = new { mode, offerTimeoutSeconds = 30 } });
        using var http = new HttpClient();
        foreach (var node in cluster.Nodes)
        {
            await Eventually.TrueAsync(async () =>
            {
                using var answer = await http.PostAsJsonAsync(new Uri(node.Url, "/api/widget/session"), new { inboxKey = key });
                return answer.IsSuccessStatusCode;
            }, $"node {node.Number} knows the inbox {key}");
        }

        return made.GetProperty("id").GetGuid();
    }

    /// <summary>A first answer in this inbox is promised within so many seconds, and nothing happens on the way; known at every node.</summary>
    public static async Task PromiseAsync(this ChatCluster cluster, AgentClient admin, Guid inboxId, string key, int seconds)
    {
        var each = new Dictionary<string, int?> { ["P0"] = seconds, ["P1"] = seconds, ["P2"] = seconds, ["P3"] = seconds };
        var none = new Dictionary<string, int?>();
        await admin.PostAsync<JsonElement>("/api/sla-policies", new
        {
            name = key,
            inboxId,
            targets = new { firstResponse = each, nextResponse = none, resolution = none },
            steps = Array.Empty<object>(),
            breachActions = Array.Empty<string>(),
        });
        using var http = new HttpClient();
        foreach (var node in cluster.Nodes)
        {
            await Eventually.TrueAsync(async () =>
            {
                await using var probe = await VisitorClient.OpenAsync(http, inboxKey: key, server: node.Url);
                var id = (await probe.StartAsync("Is it known?")).ConversationId;
                return await cluster.SqlAsync($"SELECT target_seconds FROM sla_clock WHERE conversation_id = '{id}' AND metric = 'FirstResponse'") is int found && found == seconds;
            }, $"node {node.Number} knows the promise of {key}");
        }
    }

    /// <summary>An agent of this inbox alone, available, connected at that node.</summary>
    public static async Task<(Guid Id, AgentClient Client)> SeatAsync(this AgentClient admin, ClusterNode node, string email, Guid inboxId)
    {
        var id = await admin.HireAsync(email, capacity: 100, inboxIds: inboxId);
        var client = await AgentClient.LogInAsync(node.Url, email, Staff.Password);
        await client.StatusAsync("available");
        return (id, client);
    }

    /// <summary>Compares what was sent with what is stored, after everything was closed; what the test itself knows of the rest it asserts by itself.</summary>
    public static async Task<History> CheckAsync(this ChatCluster cluster, int seed, IReadOnlyList<Sent> sends)
    {
        await cluster.CloseAllAsync();
        var stored = cluster.Read();
        var history = new History(sends, [], stored.Lines, stored.Owners, stored.Log, stored.Clocks);
        var complaints = HistoryChecker.Check(history);
        Assert.True(complaints.Count == 0, $"seed {seed}: {complaints.Count} complaints\n{string.Join('\n', complaints.Take(20))}");
        return history;
    }
}
