using System.Diagnostics;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>
/// The database's time on this node, so that a node whose own clock is wrong acts at the same moment as the others. Each answer of the database corrects it; in between it runs
/// with this machine's monotonic clock. It takes an answer for as old as it can be, so it is never ahead of the database: what is due here is due there.
/// </summary>
public sealed class DatabaseClock : TimeProvider
{
    // Two quartz clocks drift apart by less than 0.1 ms a second; an answer older than this is not preferred to a newer one for having come back faster.
    private static readonly TimeSpan KeepBestFor = TimeSpan.FromSeconds(10);

    private readonly TimeProvider local;
    private Sample best;

    public DatabaseClock(TimeProvider local)
    {
        ArgumentNullException.ThrowIfNull(local);
        this.local = local;
        // Until the database has answered once there is only the machine's own clock.
        best = new Sample(local.GetUtcNow(), Stopwatch.GetTimestamp(), IsMeasured: false);
    }

    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref best).At(Stopwatch.GetTimestamp());

    /// <summary>The database said <paramref name="answer"/>, some time before now.</summary>
    public void Learn(DateTimeOffset answer)
    {
        var now = Stopwatch.GetTimestamp();
        var known = Volatile.Read(ref best);
        // The later of two estimates that are both never ahead is the closer one. After a while the newest is taken, so that drift and a clock that was set back are followed.
        if (!known.IsMeasured || answer >= known.At(now) || Stopwatch.GetElapsedTime(known.Ticks, now) > KeepBestFor)
        {
            Volatile.Write(ref best, new Sample(answer, now, IsMeasured: true));
        }
    }

    private sealed record Sample(DateTimeOffset Time, long Ticks, bool IsMeasured)
    {
        public DateTimeOffset At(long ticks) => Time + Stopwatch.GetElapsedTime(Ticks, ticks);
    }
}
