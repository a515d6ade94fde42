using ChatService.Contracts;
using ChatService.Server.Platform.Http;
using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>Two agents and some visitors, what they do at the end, and what must be true then.</summary>
internal static class CrashClients
{
    private sealed record Me(Guid Id);

    private sealed record MeAnswer(Me Agent);

    /// <summary>All of them; the seed decides what they do.</summary>
    public static async Task<CrashClient[]> AllAsync(Uri server, int seed, int visitors) =>
        [.. await AgentsAsync(server, seed), .. Enumerable.Range(0, visitors).Select(i => new CrashVisitor($"visitor {i}", new Random(seed + 100 + i)))];

    /// <summary>Compares what they saw with what is stored.</summary>
    public static History Check(StoredHistory stored, CrashClient[] clients, string seed, ServerProcess server)
    {
        Assert.Equal("ok", stored.Integrity);
        var history = new History([.. clients.SelectMany(c => c.Sends)], [.. clients.SelectMany(c => c.Views)], stored.Lines, stored.Owners, stored.Log, stored.Clocks);
        var complaints = HistoryChecker.Check(history);
        Assert.True(complaints.Count == 0, $"{seed}\n{string.Join('\n', complaints.Take(20))}");
        List<string> surprises = [.. clients.SelectMany(c => c.Surprises)];
        Assert.True(surprises.Count == 0, $"{seed}\n{string.Join('\n', surprises.Take(10).Concat(ServerProcess.Behind(surprises, [server])))}");
        Assert.True(history.Sends.Count(s => s.Outcome == SendOutcome.Acked) > 100, "Too little was said to prove anything.");
        return history;
    }

    /// <summary>Sends again what is unknown, closes what is open, and reads everything once more.</summary>
    public static async Task SettleAsync(Uri server, CrashClient[] clients)
    {
        await Task.WhenAll(clients.Select(Settle)).Soon();
        await using (var admin = await AgentClient.LogInAsync(server, ChatHost.AdminEmail, ChatHost.AdminPassword))
        {
            var open = await admin.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=all&limit=100");
            foreach (var row in open.Items)
            {
                Assert.Equal("closed", (await admin.CallAsync<StateAnswer>("Close", new { conversationId = row.ConversationId })).State);
            }
        }

        await Task.WhenAll(clients.Select(Settle)).Soon();

        Task Settle(CrashClient client) => client is CrashVisitor visitor ? visitor.SettleAsync(server) : ((CrashAgent)client).SettleAsync(server);
    }

    // One by its cookie, one by an API token.
    private static async Task<CrashAgent[]> AgentsAsync(Uri server, int seed)
    {
        await using var admin = await AgentClient.LogInAsync(server, ChatHost.AdminEmail, ChatHost.AdminPassword);
        var token = await admin.TokenAsync("agent");
        await admin.HireAsync("ann@example.com", "agent");
        Func<Uri, Task<AgentClient>>[] ways = [url => AgentClient.LogInAsync(url, "ann@example.com", Staff.Password), url => AgentClient.ByTokenAsync(url, token)];
        var ids = new List<Guid>();
        foreach (var way in ways)
        {
            await using var client = await way(server);
            ids.Add((await client.GetAsync<MeAnswer>("/api/auth/me")).Agent.Id);
        }

        return [.. ways.Select((way, i) => new CrashAgent($"agent {i}", new Random(seed + i), ids[i], way, () => ids[1 - i]))];
    }
}
