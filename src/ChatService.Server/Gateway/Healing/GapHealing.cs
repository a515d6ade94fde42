using System.Diagnostics.Metrics;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Gateway.Healing;

/// <summary>
/// Compares, every <see cref="Every"/>, what the conversations of this node's clients have become in the database with what those clients were told, and tells them what is
/// missing: a push that was lost, one of a node that died between its commit and its push, everything of other nodes while Redis is away. A push is a hint; this is why it may be.
/// With the embedded store there is one node, which hears of each commit itself: there it looks only after a push of its own was dropped or failed.
/// </summary>
public sealed partial class GapHealing : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    // After a longer outage clients resume for themselves: their sockets did not survive it, or they ask when the next message shows the hole.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(2);

    private readonly INodeBus bus;
    private readonly EventFanout fanout;
    private readonly Told told;
    private readonly LocalCatchUp catchUp;
    private readonly PresenceCatchUp presence;
    private readonly RecentChanges changes;
    private readonly IStorageEngine engine;
    private readonly TimeProvider time;
    private readonly ILogger<GapHealing> logger;
    private readonly Counter<long> healed;
    private readonly LookBack back = new();
    private DateTimeOffset? missedAt;
    private long missesKnown;
    private long missedSince = long.MaxValue;

    public GapHealing(
        INodeBus bus, EventFanout fanout, Told told, LocalCatchUp catchUp, PresenceCatchUp presence, RecentChanges changes, IStorageEngine engine, TimeProvider time,
        IMeterFactory meters, ILogger<GapHealing> logger)
    {
        ArgumentNullException.ThrowIfNull(bus);
        (this.bus, this.fanout, this.told, this.catchUp, this.presence) = (bus, fanout, told, catchUp, presence);
        (this.changes, this.engine, this.time, this.logger) = (changes, engine, time, logger);
        healed = meters.Create("ChatService.Gateway").CreateCounter<long>("chatservice.gaps.healed", "{conversation}", "Conversations whose clients were told what a push had not brought.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bus.Healed += Missed;
        using var tick = new PeriodicTimer(Every, time);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
            {
                if (engine.IsShared || HasMissed())
                {
                    await TryLookAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Clients resume elsewhere.
        }
        finally
        {
            bus.Healed -= Missed;
        }
    }

    // True from a miss on until a look has seen past it.
    private bool HasMissed()
    {
        if (fanout.Missed is var misses && misses != missesKnown)
        {
            missesKnown = misses;
            missedAt = time.GetUtcNow();
        }

        return missedAt is { } at && !(back.SeenUntil > at);
    }

    private void Missed(DateTimeOffset since)
    {
        // Noted before the look forgets, so that nothing heard in between is lost.
        var ticks = since.UtcTicks;
        for (var known = Interlocked.Read(ref missedSince); ticks < known; known = Interlocked.Read(ref missedSince))
        {
            if (Interlocked.CompareExchange(ref missedSince, ticks, known) == known)
            {
                return;
            }
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RefusedException || engine.IsTransient(exception))
        {
            // The store is away; the next look goes back to where this one began.
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            LookFailed(exception);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = await changes.NowAsync(cancellationToken);
        var look = back.Next(now);
        var from = Max(look.From, now - LongestLook);
        if (Interlocked.Exchange(ref missedSince, long.MaxValue) is var missed && missed != long.MaxValue)
        {
            var since = new DateTimeOffset(missed, TimeSpan.Zero);
            told.ForgetSince(since);
            from = Max(from - (time.GetUtcNow() - since), now - LongestLook);
        }

        var moments = await changes.MomentsAsync(from, look.Until, cancellationToken);
        await HealAsync([.. moments.Where(moment => !told.Conversations.Has(moment.ConversationId, moment.At))], cancellationToken);
        await HealListsAsync([.. moments.Where(moment => moment.At <= look.ListsUntil && !told.Lists.Has(moment.ConversationId, moment.At))], cancellationToken);
        back.Seen(look);
        presence.Tell();
    }

    // All of it: rows go to lists, too.
    private async Task HealAsync((Guid ConversationId, DateTimeOffset At)[] behind, CancellationToken cancellationToken)
    {
        if (behind.Length > 0)
        {
            var first = behind.GroupBy(moment => moment.ConversationId).ToDictionary(g => g.Key, g => g.Min(moment => moment.At));
            healed.Add(await catchUp.TellAsync(first, cancellationToken));
            foreach (var (id, at) in behind)
            {
                told.Conversations.Note(id, at);
                told.Lists.Note(id, at);
            }
        }
    }

    private async Task HealListsAsync((Guid ConversationId, DateTimeOffset At)[] behind, CancellationToken cancellationToken)
    {
        if (behind.Length > 0)
        {
            healed.Add(await catchUp.TellListsAsync([.. behind.Select(moment => moment.ConversationId).Distinct()], cancellationToken));
            Array.ForEach(behind, moment => told.Lists.Note(moment.ConversationId, moment.At));
        }
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    [LoggerMessage(2151, LogLevel.Error, "Looking for pushes that were missed failed")]
    private partial void LookFailed(Exception exception);
}
