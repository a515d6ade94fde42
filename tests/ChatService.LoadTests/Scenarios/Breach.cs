using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;

namespace ChatService.LoadTests.Scenarios;

/// <summary>
/// Customers who all write at the same instant and whom nobody answers: how late is each breach recorded (P8: p99 within 250 ms), and is it exactly one?
/// Two times after the due time are given: the one that is stored with the outcome, and the one at which a supervisor's client, on this machine, heard of it.
/// The server is a process of its own on the embedded store; the figures are read from its table of clocks.
/// </summary>
public static class Breach
{
    // The first round meets a server whose code has just been loaded; the second one that has served before.
    private static readonly string[] Rounds = ["cold", "warm"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>0 when every clock has exactly its one outcome.</summary>
    public static async Task<int> RunAsync(int clients)
    {
        using var directory = new TempDirectory();
        await using var server = new ServerProcess(directory.Path, Roomy.Limits);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        await using var supervisor = await AgentClient.LogInAsync(server.Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
        var heard = new ConcurrentBag<(DateTimeOffset DueAt, double LateMs)>();
        supervisor.Breaches.Each(breach => heard.Add((breach.DueAt, (TimeProvider.System.GetUtcNow() - breach.DueAt).TotalMilliseconds)));
        var file = Path.Combine(directory.Path, "chatservice.db");
        var wrong = 0;
        foreach (var round in Rounds)
        {
            wrong += await RoundAsync(round, server, http, file, heard, clients);
        }

        Console.WriteLine($"{server.Errors.Count} errors logged");
        return wrong + server.Errors.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RoundAsync(string round, ServerProcess server, HttpClient http, string file, ConcurrentBag<(DateTimeOffset DueAt, double LateMs)> heard, int clients)
    {
        var visitors = await OpenAsync(http, clients);
        var measuredFrom = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var cpuBefore = server.CpuTime;
        var starts = new Percentiles(await StartAllAsync(visitors));
        var cpuStarts = (server.CpuTime - cpuBefore).TotalMilliseconds / clients;
        var clocks = await OutcomesAsync(file, measuredFrom, clients);
        var cpuAll = (server.CpuTime - cpuBefore).TotalMilliseconds / clients;
        var wrong = clocks.Count(c => c.Outcome != "Breached") + Math.Abs(clients - clocks.Count);
        Console.WriteLine($"{round}: {clients} customers at once");
        Console.WriteLine($"  first message to ack   {starts}");
        Console.WriteLine($"  breach, recorded at    {new Percentiles(clocks.Where(c => c.Outcome == "Breached").Select(c => (double)c.LateMs))}");
        Console.WriteLine($"  supervisor was told    {new Percentiles(heard.Where(h => h.DueAt.ToUnixTimeMilliseconds() >= measuredFrom).Select(h => h.LateMs))}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  server CPU             {cpuStarts:0.0} ms a start, {cpuAll:0.0} ms a conversation until its breach"));
        Console.WriteLine($"  clocks                 {clocks.Count}, {wrong} without their one outcome");
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        return wrong;
    }

    private static async Task<List<VisitorClient>> OpenAsync(HttpClient http, int clients)
    {
        var visitors = new List<VisitorClient>(clients);
        for (var i = 0; i < clients; i++)
        {
            visitors.Add(await VisitorClient.OpenAsync(http));
        }

        return visitors;
    }

    private static async Task<double[]> StartAllAsync(List<VisitorClient> visitors) => await Task.WhenAll(visitors.Select(async visitor =>
    {
        var began = Stopwatch.GetTimestamp();
        await visitor.Hub.InvokeAsync<object>("StartConversation", new { clientMessageId = Guid.NewGuid(), text = "Hello, is anybody there?" }).WaitAsync(Limit);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }));

    // The truth is the table; it is read until every clock has an outcome.
    private static async Task<List<(string? Outcome, long LateMs)>> OutcomesAsync(string file, long from, int clients)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await connection.OpenAsync();
        using var limit = new CancellationTokenSource(Limit);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            var clocks = await ReadAsync(connection, from);
            if ((clocks.Count >= clients && clocks.TrueForAll(c => c.Outcome is not null)) || limit.IsCancellationRequested)
            {
                return clocks;
            }

            await tick.WaitForNextTickAsync(CancellationToken.None);
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
