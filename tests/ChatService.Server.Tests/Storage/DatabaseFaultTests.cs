using System.Diagnostics;
using System.Net;
using ChatService.Contracts;
using ChatService.Server.Tests.Crash;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Tests.Storage;

/// <summary>Tests of limits in time: other tests beside them would be measured, too.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>P1, P7 and F8, F9, F10, F12: the server lives, the database does not. Always on a PostgreSQL of its own.</summary>
[Collection(nameof(Alone))]
public sealed class DatabaseFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_database_that_crashes_and_starts_again_under_load_loses_nothing_and_repeats_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await postgres.CreateAsync("chat");
        using var directory = new TempDirectory();
        var settings = new Dictionary<string, string>(Roomy.Limits) { ["ConnectionStrings:Postgres"] = postgres.ConnectionString("chat") };
        await using var server = new ServerProcess(directory.Path, settings);
        await server.StartAsync();
        var clients = await CrashClients.AllAsync(server.Url, seed, visitors: 6);

        var life = Life.Quiet();
        var lives = Task.WhenAll(clients.Select(client => client.LiveAsync(server.Url, life)));
        for (var crash = 0; crash < 3; crash++)
        {
            await (await Task.WhenAny(life.MoreAsync(60), lives).Soon("calls before the crash"));
            await postgres.CrashAsync();
            await postgres.ResumeAsync();
        }

        await (await Task.WhenAny(life.MoreAsync(60), lives).Soon("calls after the last crash"));
        life.IsOver = true;
        await server.KillAsync();
        await lives.Soon("the end of all clients");
        await server.StartAsync();
        await CrashClients.SettleAsync(server.Url, clients);
        await server.KillAsync();

        var history = CrashClients.Check(StoredHistory.ReadPostgres(postgres.ConnectionString("chat")), clients, $"seed {seed}", server);
        output.WriteLine($"{history.Sends.Count} sends, {clients.Sum(c => c.Unavailable.Count)} refusals, {history.Lines.Count} lines");
        Assert.True(server.Errors.Count == 0, string.Join('\n', server.Errors));
    }

    [Fact]
    public async Task A_frozen_database_refuses_in_time_and_everything_goes_on_when_it_thaws()
    {
        await using var world = await World.StartAsync();
        await world.Visitor.StartAsync("Hello");
        await world.Postgres.FreezeAsync();
        try
        {
            var frozen = Stopwatch.StartNew();
            while (frozen.Elapsed < TimeSpan.FromSeconds(10))
            {
                // As many as one connection may have under way. All are refused while the database is still frozen, or a call's own limit fails the test.
                var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => world.Visitor.SendAsync($"frozen {i}").RefusalAsync()));
                Assert.All(refusals, code => Assert.Equal("unavailable", code));
                Assert.Equal(HttpStatusCode.OK, await world.HealthAsync("live"));
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.HealthAsync("ready"));
        }
        finally
        {
            await world.Postgres.ThawAsync();
        }

        await world.IsWellAgainAsync();
        var lines = await Messages.ChatRoom.TranscriptAsync(world.Visitor);
        Messages.ChatRoom.AssertWithoutGap(lines);
    }

    [Fact]
    public async Task Sessions_that_are_terminated_are_noticed_by_nobody()
    {
        await using var world = await World.StartAsync();
        await world.Visitor.StartAsync("Hello");
        var sent = new List<(string Text, SendMessageAck Ack)>();
        for (var round = 0; round < 8; round++)
        {
            var texts = Enumerable.Range(0, 10).Select(i => $"{round}.{i}").ToList();
            var sends = texts.ConvertAll(text => world.Visitor.SendAsync(text));
            await world.Postgres.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'chat'");
            sent.AddRange(texts.Zip(await Task.WhenAll(sends)));
            Assert.Equal(round + 1, (await world.Visitor.ResumeAsync(0)).Messages.Count(m => m.Text.EndsWith(".9", StringComparison.Ordinal)));
        }

        var lines = await Messages.ChatRoom.TranscriptAsync(world.Visitor);
        Messages.ChatRoom.AssertWithoutGap(lines);
        Assert.All(sent, s => Assert.Equal(s.Text, lines[(int)s.Ack.Seq - 1].Text));
        Assert.Equal(sent.Count, lines.Count(l => l.Text.Contains('.', StringComparison.Ordinal) && l.Sender.Kind == "visitor"));
        // Told as well, not only stored.
        await world.Visitor.Messages.First(m => m.Seq == lines[^1].Seq);
    }

    [Fact]
    public async Task A_read_only_database_refuses_is_not_ready_and_recovers()
    {
        await using var world = await World.StartAsync();
        await world.Visitor.StartAsync("Hello");

        await world.MakeAsync("ALTER DATABASE chat SET default_transaction_read_only = on");
        Assert.Equal("unavailable", await world.Visitor.SendAsync("read-only").RefusalAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.HealthAsync("ready"));
        Assert.Equal("Hello", (await world.Visitor.ResumeAsync(0)).Messages[0].Text);

        await world.MakeAsync("ALTER DATABASE chat RESET default_transaction_read_only");
        await world.IsWellAgainAsync();
    }

    private sealed class World(PostgresServer postgres, ChatHost host, VisitorClient visitor) : IAsyncDisposable
    {
        public PostgresServer Postgres => postgres;

        public ChatHost Host => host;

        public VisitorClient Visitor => visitor;

        public static async Task<World> StartAsync()
        {
            var postgres = await PostgresServer.StartAsync();
            await postgres.CreateAsync("chat");
            var host = ChatHost.Start(settings: new Dictionary<string, string>(Roomy.Limits) { ["ConnectionStrings:Postgres"] = postgres.ConnectionString("chat") });
            return new World(postgres, host, await host.VisitorAsync());
        }

        public async Task<HttpStatusCode> HealthAsync(string check)
        {
            using var answer = await host.Http.GetAsync($"/health/{check}", TestContext.Current.CancellationToken).Soon();
            return answer.StatusCode;
        }

        // Settings of a database hold for sessions that begin after them.
        public async Task MakeAsync(string setting)
        {
            await postgres.ExecuteAsync(setting);
            await postgres.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'chat'");
        }

        public async Task IsWellAgainAsync()
        {
            // What was sent into the fault may hold its lane a moment longer.
            var clock = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    await visitor.SendAsync("well again");
                    break;
                }
                catch (HubException exception) when (Refused.CodeOf(exception) == "unavailable" && clock.Elapsed < TimeSpan.FromSeconds(10))
                {
                }
            }

            while (await HealthAsync("ready") != HttpStatusCode.OK)
            {
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), "not ready again");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await visitor.DisposeAsync();
            await host.DisposeAsync();
            await postgres.DisposeAsync();
        }
    }
}
