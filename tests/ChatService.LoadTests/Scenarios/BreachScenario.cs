using System.Diagnostics;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;

namespace ChatService.LoadTests.Scenarios;

/// <summary>
/// Customers who all write at the same instant and whom nobody answers: how late is each breach recorded (P8: p99 within 250 ms), and is it exactly one?
/// Two times after the due time are given: the one that is stored with the outcome, and the one at which a supervisor's client, on this machine, heard of it.
/// The server is a process of its own on the embedded store; the figures are read from its table of clocks.
/// </summary>
public sealed class BreachScenario : IScenario
{
    // The first round meets a server whose code has just been loaded; the second one that has served before.
    private static readonly string[] Rounds = ["cold", "warm"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public string Name => "breach";

    public string Purpose => "customers who all write at once and whom nobody answers: how late is each breach";

    public IReadOnlyList<Option> Options { get; } = [new("clients", "200", "customers")];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        await using var parts = new Parts();
        var directory = parts.Add(new StageDirectory()).Path;
        var server = parts.Add(new ServerProcess(directory, Roomy.Limits));
        await server.StartAsync();
        var supervisor = parts.Add(await AgentClient.LogInAsync(server.Url, ChatHost.AdminEmail, ChatHost.AdminPassword));
        var (figures, curves, complaints) = (new List<Figure>(), new List<Curve>(), new List<string>());
        foreach (var round in Rounds)
        {
            progress.Step($"{round}: customers write, and their promises break 30 s later");
            var (told, began) = (new Histogram(), TimeProvider.System.GetUtcNow());
            supervisor.Breaches.Each(breach =>
            {
                if (breach.DueAt > began)
                {
                    told.Add(TimeProvider.System.GetUtcNow() - breach.DueAt);
                }
            });
            var (starts, breaches, cpu) = (new Histogram(), new Histogram(), server.CpuTime);
            complaints.AddRange(await RoundAsync(round, server, Path.Combine(directory, "chatservice.db"), options.Number("clients"), starts, breaches));
            figures.AddRange([
                .. starts.Figures($"{round}: first message → ack"), .. breaches.Figures($"{round}: due → breach stored"), .. told.Figures($"{round}: due → supervisor told"),
                new($"{round}: CPU", "ms/conversation", (server.CpuTime - cpu).TotalMilliseconds / options.Number("clients")),
            ]);
            curves.AddRange([breaches.Curve("Due to breach stored", round), starts.Curve("First message to ack", round)]);
        }

        return new Run(Name, "ChatService, sqlite", new Dictionary<string, string>(), figures, curves, [.. complaints, .. server.Errors]);
    }

    private static async Task<IReadOnlyList<string>> RoundAsync(string round, ServerProcess server, string file, int clients, Histogram starts, Histogram breaches)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var visitors = new List<VisitorClient>(clients);
        for (var i = 0; i < clients; i++)
        {
            visitors.Add(await VisitorClient.OpenAsync(http));
        }

        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await Task.WhenAll(visitors.Select(async visitor =>
        {
            var began = Stopwatch.GetTimestamp();
            await visitor.Hub.InvokeAsync<object>("StartConversation", new { clientMessageId = Guid.NewGuid(), text = "Hello, is anybody there?" }).WaitAsync(Limit);
            starts.Add(Stopwatch.GetElapsedTime(began));
        }));
        var clocks = await OutcomesAsync(file, from, clients);
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        foreach (var clock in clocks.Where(c => c.Outcome == "Breached"))
        {
            breaches.Add(TimeSpan.FromMilliseconds(clock.LateMs));
        }

        var wrong = clocks.Count(c => c.Outcome != "Breached") + Math.Abs(clients - clocks.Count);
        return wrong == 0 ? [] : [$"{round}: {wrong} clocks without their one outcome."];
    }

    // The truth is the table; it is read until every clock has an outcome.
    private static async Task<List<(string? Outcome, long LateMs)>> OutcomesAsync(string file, long from, int clients)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await connection.OpenAsync();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var clocks = await ReadAsync(connection, from);
            if ((clocks.Count >= clients && clocks.TrueForAll(c => c.Outcome is not null)) || Stopwatch.GetElapsedTime(began) > Limit)
            {
                return clocks;
            }

            await tick.WaitForNextTickAsync();
        }
    }

    private static async Task<List<(string? Outcome, long LateMs)>> ReadAsync(SqliteConnection connection, long from)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT outcome, COALESCE(outcome_at - due_at, 0) FROM sla_clock WHERE metric = 'FirstResponse' AND started_at >= @from";
        command.Parameters.AddWithValue("@from", from);
        await using var reader = await command.ExecuteReaderAsync();
        var clocks = new List<(string?, long)>();
        while (await reader.ReadAsync())
        {
            clocks.Add((reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1)));
        }

        return clocks;
    }
}
