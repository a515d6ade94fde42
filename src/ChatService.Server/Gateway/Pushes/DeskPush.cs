using System.Threading.Channels;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// Tells the visitors of this node when the desk of their inbox turns: somebody begins or ends work, the inbox opens or closes, its hours are edited.
/// It looks after each commit that may change this, at the moment at which the calendar does, and with a shared store every <see cref="SharedLook"/>.
/// </summary>
public sealed partial class DeskPush(
    InboxDesk desk,
    InboxDirectory inboxes,
    QueuePush queue,
    ILocalAudience<VisitorHub> visitors,
    IStorageEngine engine,
    TimeProvider time,
    ILogger<DeskPush> logger,
    IHostApplicationLifetime? lifetime = null) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan SharedLook = TimeSpan.FromSeconds(2);

    // Timers take no more than about 49 days; a look that comes early finds nothing.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    // A look that failed because the store is away.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<Guid, DeskNow> told = [];
    private IReadOnlySet<Guid> teams = new HashSet<Guid>();

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Any(MayTurn))
        {
            wake.Writer.TryWrite(true);
        }
    }

    /// <summary>The desk as visitors hear of it.</summary>
    public DeskChanged Current(Guid inboxId) => OnTheWire(desk.Of(inboxId, time.Now()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        wake.Writer.TryWrite(true);
        await using var alarm = time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            while (await wake.Reader.WaitToReadAsync(stoppingToken))
            {
                // Taken before the look: what is committed from here on causes another.
                wake.Reader.TryRead(out _);
                alarm.Change(TryLook(), Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Visitors hear how things are when they connect elsewhere.
        }
    }

    private static bool MayTurn(object happened) => happened switch
    {
        AgentPresenceChanged or NoticesMissed => true,
        // Hours are known here by the name of their table's row only through the snapshots.
        SnapshotStale => true,
        _ => false,
    };

    private static DeskChanged OnTheWire(DeskNow now) => new(WireWord.Of(now.State), now.State != DeskState.Closed, now.OpensAt, now.ChangesAt);

    private TimeSpan TryLook()
    {
        try
        {
            return Look();
        }
        catch (Exception exception) when (exception is RefusedException || engine.IsTransient(exception))
        {
            return RetryAfter;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LookFailed(exception);
            return RetryAfter;
        }
    }

    // Returns how long nothing turns by time alone.
    private TimeSpan Look()
    {
        var now = time.Now();
        var (atWork, next) = desk.Teams();
        var teamsChanged = !atWork.SetEquals(teams);
        teams = atWork;
        foreach (var inbox in inboxes.All)
        {
            var current = desk.Of(inbox.Id, now);
            Tell(inbox.Id, current, teamsChanged);
            next = current.ChangesAt is { } at && !(next <= at) ? at : next;
        }

        var longest = engine.IsShared ? SharedLook : LongestSleep;
        var sleep = next is { } moment ? moment - now : longest;
        return sleep <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : sleep < longest ? sleep : longest;
    }

    private void Tell(Guid inboxId, DeskNow current, bool teamsChanged)
    {
        var isKnown = told.TryGetValue(inboxId, out var before);
        told[inboxId] = current;
        if (isKnown && before != current)
        {
            visitors.Send([Audiences.Visitors(inboxId)], nameof(IVisitorClient.DeskChanged), OnTheWire(current));
        }

        // Without anybody for the inbox a conversation may still have its own team at work.
        if (isKnown && (before!.State != current.State || (teamsChanged && current.State == DeskState.Nobody)))
        {
            queue.DeskTurned(inboxId);
        }
    }

    [LoggerMessage(2105, LogLevel.Error, "Looking whose desk has turned failed; it is looked again in a second")]
    private partial void LookFailed(Exception exception);
}
