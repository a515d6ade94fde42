using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios.Crowds;

/// <summary>Clients in this process. Their source addresses are spread over 127.0.0.0/8: each address has ports of its own.</summary>
public sealed class Crowd : ICrowd
{
    // Some 28 000 ports an address, of which many wait to be used again after a storm.
    private const int PerAddress = 2_000;
    private const int FirstAddress = 10;

    private static readonly TimeSpan ComeBackLimit = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<Seat> seats;
    private readonly HubSession?[] sessions;
    private readonly int offset;
    private readonly Pings pings;

    /// <param name="seats">One for each client.</param>
    /// <param name="offset">How many clients other processes have before these.</param>
    public Crowd(IReadOnlyList<Seat> seats, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(seats);
        (this.seats, this.offset, sessions) = (seats, offset, new HubSession?[seats.Count]);
        pings = new Pings(() => sessions);
    }

    public Task<CrowdAnswer> ConnectAsync(int atOnce) => ComeAsync(atOnce);

    public Task<CrowdAnswer> StormAsync()
    {
        foreach (var session in sessions)
        {
            session?.Cut();
        }

        return ComeAsync(seats.Count);
    }

    public Task<int> CountAsync() => Task.FromResult(sessions.Count(session => session is { Ended.IsCompleted: false }));

    public async ValueTask DisposeAsync()
    {
        await pings.DisposeAsync();
        foreach (var session in sessions)
        {
            session?.Dispose();
        }
    }

    private async Task<CrowdAnswer> ComeAsync(int atOnce)
    {
        var (began, waits, failures, tries) = (Stopwatch.GetTimestamp(), new double[seats.Count], new ConcurrentQueue<string>(), 0);
        using var places = new SemaphoreSlim(atOnce);
        await Task.WhenAll(Enumerable.Range(0, seats.Count).Select(async i =>
        {
            await places.WaitAsync();
            try
            {
                sessions[i] = await PersistAsync(i, failures, () => Interlocked.Increment(ref tries));
                waits[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
            finally
            {
                places.Release();
            }
        }));
        return new CrowdAnswer(await CountAsync(), tries, Stopwatch.GetElapsedTime(began).TotalSeconds, waits, [.. failures.Take(5)]);
    }

    // As the shipped clients do: again after a while, with full jitter, longer each time.
    private async Task<HubSession?> PersistAsync(int seat, ConcurrentQueue<string> failures, Action failed)
    {
        var from = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.{FirstAddress + (offset + seat) / PerAddress}"));
        var began = Stopwatch.GetTimestamp();
        for (var most = TimeSpan.FromMilliseconds(250); ; most = most < TimeSpan.FromSeconds(4) ? most * 2 : most)
        {
            try
            {
                return await seats[seat].TakeAsync(from);
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or TimeoutException or InvalidOperationException or InvalidDataException)
            {
                failed();
                failures.Enqueue(exception.Message);
                if (Stopwatch.GetElapsedTime(began) > ComeBackLimit)
                {
                    return null;
                }

                await Task.Delay(most * Random.Shared.NextDouble());
            }
        }
    }
}
