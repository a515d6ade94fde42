using System.Diagnostics;
using System.Globalization;
using ChatService.Contracts;
using ChatService.Server.Features.ConversationApi;
using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>F25, P1-P4, P8, P11: the server is killed again and again under load, and nothing that was said is lost or said twice.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Visitors = 8;
    private const int ShortKills = 5;

    private sealed record Me(Guid Id);

    private sealed record MeAnswer(Me Agent);

    /// <summary>CHATSERVICE_CRASH_MINUTES makes it long, CHATSERVICE_CRASH_SEED repeats a run's choices.</summary>
    [Fact]
    public async Task Killed_again_and_again_under_load_it_loses_nothing_and_repeats_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHATSERVICE_CRASH_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"CHATSERVICE_CRASH_SEED={seed}");
        using var directory = new TempDirectory();
        await using var server = new ServerProcess(directory.Path, Roomy.Limits);
        await server.StartAsync();
        var agents = await AgentsAsync(server.Url, seed);
        CrashClient[] clients = [.. agents, .. Enumerable.Range(0, Visitors).Select(i => new CrashVisitor($"visitor {i}", new Random(seed + 100 + i)))];

        await KillAgainAndAgainAsync(server, clients, new Random(seed));
        await SettleAsync(server.Url, clients);
        await server.KillAsync();

        var stored = StoredHistory.Read(directory.Path);
        Assert.Equal("ok", stored.Integrity);
        var history = new History([.. clients.SelectMany(c => c.Sends)], [.. clients.SelectMany(c => c.Views)], stored.Lines, stored.Owners, stored.Log, stored.Clocks);
        output.WriteLine($"{server.Kills} kills, {history.Sends.Count} sends, {history.Sends.Count(s => s.Outcome == SendOutcome.Unknown)} unknown for ever, {history.Lines.Count} lines, {history.Clocks.Count} clocks");
        var complaints = HistoryChecker.Check(history);
        Assert.True(complaints.Count == 0, $"CHATSERVICE_CRASH_SEED={seed}\n{string.Join('\n', complaints.Take(20))}");
        Assert.Empty(clients.SelectMany(c => c.Surprises));
        Assert.True(server.Errors.Count == 0, string.Join('\n', server.Errors));
        Assert.True(history.Sends.Count(s => s.Outcome == SendOutcome.Acked) > 100, "Too little was said to prove anything.");
        Assert.Contains(stored.Log, e => e.Type == "assigned");
    }

    private static async Task KillAgainAndAgainAsync(ServerProcess server, CrashClient[] clients, Random random)
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("CHATSERVICE_CRASH_MINUTES"), CultureInfo.InvariantCulture, out var given) ? given : 0;
        var clock = Stopwatch.StartNew();
        for (var kills = 0; kills < ShortKills || clock.Elapsed < TimeSpan.FromMinutes(minutes); kills++)
        {
            var life = new Life(random.Next(40, 160));
            var lives = Task.WhenAll(clients.Select(client => client.LiveAsync(server.Url, life)));
            // A client that ends before the kill has found something: its exception is the result of the test.
            await (await Task.WhenAny(life.Reached, lives).Soon("calls before the kill"));
            life.IsOver = true;
            await server.KillAsync();
            await lives.Soon("the end of all clients of a killed server");
            await server.StartAsync();
        }
    }

    private static async Task SettleAsync(Uri server, CrashClient[] clients)
    {
        await Task.WhenAll(clients.Select(Settle)).Soon();
        await using (var admin = await AgentClient.LogInAsync(server, ChatHost.AdminEmail, ChatHost.AdminPassword))
        {
            var open = await admin.GetAsync<ConversationPage>("/api/conversations?view=all&limit=100");
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
