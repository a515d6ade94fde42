using System.Globalization;
using System.Net;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>Visitors who have the chat open and say nothing: what one connection costs in resident memory, and whether all are held.</summary>
public static class Idle
{
    // Ports of one source address would end at some 28 000.
    private const int PerAddress = 10_000;

    /// <summary>0 when nobody was dropped.</summary>
    public static async Task<int> RunAsync(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var stage = await Open.StageAsync(options.Word("on", "postgres"));
        var server = stage.Processes[0].ProcessId;
        var (count, before) = (options.Number("connections", 1_000), ProcessMeter.Memory(server));
        var sessions = new List<HubSession>(count);
        for (var i = 0; i < count; i++)
        {
            sessions.Add(await stage.IdleAsync(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.{2 + i / PerAddress}"))));
            if (sessions.Count % 1_000 == 0)
            {
                Console.WriteLine($"  {sessions.Count} connected");
            }
        }

        var cpu = ProcessMeter.Cpu(server);
        await HoldAsync(sessions, TimeSpan.FromSeconds(options.Number("seconds", 30)));
        var (dropped, after) = (sessions.Count(session => session.Ended.IsCompleted), ProcessMeter.Memory(server));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{stage.Name}: {count} connections, {dropped} dropped; {(after - before) / 1024.0 / count:0.0} KB of resident memory each ({before / 1048576} MB before, {after / 1048576} MB after); CPU {(ProcessMeter.Cpu(server) - cpu).TotalMilliseconds / options.Number("seconds", 30):0} ms/s"));
        sessions.ForEach(session => session.Dispose());
        return dropped == 0 ? 0 : 1;
    }

    private static async Task HoldAsync(List<HubSession> sessions, TimeSpan time)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(10));
        using var limit = new CancellationTokenSource(time);
        try
        {
            while (true)
            {
                foreach (var session in sessions.Where(session => !session.Ended.IsCompleted))
                {
                    session.SayPing();
                }

                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Held for long enough.
        }
    }
}
