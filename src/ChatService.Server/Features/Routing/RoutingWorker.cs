using System.Threading.Channels;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// Drains the queue whenever something happened that can change who is served, and at the one moment when time alone does. What happens
/// while it drains is one more drain, not many. A drain that fails is tried again after <see cref="RetryAfter"/>; at the start it drains once.
/// </summary>
public sealed class RoutingWorker(QueueDrain drain, IStorageEngine engine, TimeProvider time, ILogger<RoutingWorker> logger, IHostApplicationLifetime? lifetime = null) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Timers take no more than about 49 days; one that comes early only drains once more.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    // Whoever committed something drains at once. One that died between its commit and its drain leaves that to the others.
    private static readonly TimeSpan LongestSharedSleep = TimeSpan.FromSeconds(3);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var item in events)
        {
            if (Wakes(item))
            {
                wake.Writer.TryWrite(true);
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        wake.Writer.TryWrite(true);
        await using var alarm = time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            while (await wake.Reader.WaitToReadAsync(stoppingToken))
            {
                // Taken before the drain: whatever is committed from here on wakes it again.
                wake.Reader.TryRead(out _);
                alarm.Change(await DrainAsync(stoppingToken), Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start drains first.
        }
    }

    // How long to sleep unless something happens.
    private async Task<TimeSpan> DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await drain.RunAsync(cancellationToken) is not { } at)
            {
                return engine.IsShared ? LongestSharedSleep : Timeout.InfiniteTimeSpan;
            }

            var (sleep, longest) = (at - time.Now(), engine.IsShared ? LongestSharedSleep : LongestSleep);
            return sleep <= TimeSpan.Zero ? TimeSpan.Zero : sleep < longest ? sleep : longest;
        }
        catch (RefusedException)
        {
            return RetryAfter;
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            RoutingLog.DrainFailed(logger, exception);
            return RetryAfter;
        }
    }

    // What takes a conversation or a slot away changes nothing for those who wait.
    private static bool Wakes(object happened) => happened switch
    {
        ConversationQueued or AgentUnassigned or ConversationClosed or WrapUpEnded or PriorityChanged or SkillsChanged or OfferEndedEvent
            or RoutingWidenRequested or AgentEligibilityChanged => true,
        SnapshotStale stale => stale.Row == typeof(Inbox) || stale.Row == typeof(Agent) || stale.Row == typeof(Team),
        _ => false,
    };
}
