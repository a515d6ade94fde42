using System.Diagnostics;
using System.Globalization;
using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>F25, P1-P4, P8, P11: the server is killed again and again under load, and nothing that was said is lost or said twice.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Visitors = 8;
    private const int ShortKills = 5;

    /// <summary>CHATSERVICE_CRASH_MINUTES makes it long, CHATSERVICE_CRASH_SEED repeats a run's choices.</summary>
    [Fact]
    public async Task Killed_again_and_again_under_load_it_loses_nothing_and_repeats_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHATSERVICE_CRASH_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"CHATSERVICE_CRASH_SEED={seed}");
        using var directory = new TempDirectory();
        await using var server = new ServerProcess(directory.Path, Roomy.Limits);
        await server.StartAsync();
        var clients = await CrashClients.AllAsync(server.Url, seed, Visitors);

        await KillAgainAndAgainAsync(server, clients, new Random(seed));
        await CrashClients.SettleAsync(server.Url, clients);
        await server.KillAsync();

        var history = CrashClients.Check(StoredHistory.Read(directory.Path), clients, $"CHATSERVICE_CRASH_SEED={seed}", server);
        output.WriteLine($"{server.Kills} kills, {history.Sends.Count} sends, {history.Sends.Count(s => s.Outcome == SendOutcome.Unknown)} unknown for ever, {history.Lines.Count} lines, {history.Clocks.Count} clocks");
        Assert.True(server.Errors.Count == 0, string.Join('\n', server.Errors));
        Assert.Contains(history.Log, e => e.Type == "assigned");
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
}
