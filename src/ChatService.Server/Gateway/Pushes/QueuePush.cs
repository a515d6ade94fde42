using System.Collections.Concurrent;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// Places in the queue, to the customers who wait. A queue that moves often is read at most once per <see cref="Spacing"/>,
/// and a customer hears only a place or wait that is another than before. When the desk turns, those who wait hear their whole view:
/// a place in the queue comes or goes with it.
/// </summary>
public sealed partial class QueuePush(
    QueueView queue,
    ConversationQueries conversations,
    IHubContext<VisitorHub, IVisitorClient> hub,
    ILocalAudience<VisitorHub> local,
    TimeProvider time,
    ILogger<QueuePush> logger) : IEventPush, IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(300);

    // Views are read for so many conversations at once.
    private const int MostViews = 500;

    private readonly ConcurrentDictionary<Guid, bool> moved = new();
    private readonly ConcurrentDictionary<Guid, bool> turned = new();
    private Dictionary<Guid, Queue> told = [];
    private readonly Lock arming = new();
    private ITimer? timer;
    private Task telling = Task.CompletedTask;
    private bool armed;
    private bool stopped;

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is QueueMoved queueMoved)
        {
            moved[queueMoved.InboxId] = true;
            Arm();
        }

        return Task.CompletedTask;
    }

    /// <summary>Somebody came to the desk of the inbox, or the last one left it. Each node tells its own visitors.</summary>
    public void DeskTurned(Guid inboxId)
    {
        turned[inboxId] = true;
        moved[inboxId] = true;
        Arm();
    }

    public async Task StopAsync()
    {
        Task last;
        lock (arming)
        {
            stopped = true;
            last = telling;
        }

        await last;
    }

    public void Dispose() => timer?.Dispose();

    private void Arm()
    {
        lock (arming)
        {
            if (armed || stopped)
            {
                return;
            }

            armed = true;
            timer ??= time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(Spacing, Timeout.InfiniteTimeSpan);
        }
    }

    private void Due()
    {
        lock (arming)
        {
            if (!stopped)
            {
                telling = TellAsync();
            }
        }
    }

    private async Task TellAsync()
    {
        // Off the timer's thread and out of its lock.
        await Task.Yield();
        try
        {
            var known = new Dictionary<Guid, Queue>(told);
            foreach (var inbox in moved.Keys)
            {
                moved.TryRemove(inbox, out _);
                await TellInboxAsync(inbox, turned.TryRemove(inbox, out _), known);
            }

            told = known;
        }
        catch (RefusedException)
        {
            // The store is away; places are told again when the queue moves.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            TellFailed(exception);
        }
        finally
        {
            lock (arming)
            {
                armed = false;
            }

            if (!moved.IsEmpty)
            {
                Arm();
            }
        }
    }

    private async Task TellInboxAsync(Guid inboxId, bool deskTurned, Dictionary<Guid, Queue> known)
    {
        var waiting = await queue.AllAsync(inboxId, CancellationToken.None);
        if (deskTurned)
        {
            await TellViewsAsync([.. waiting.Where(w => local.Any([Audiences.Visitor(inboxId, w.ContactId)])).Select(w => w.ConversationId)]);
        }

        foreach (var (id, contactId, place) in waiting)
        {
            if (place is null)
            {
                known.Remove(id);
            }
            else if (!known.TryGetValue(id, out var before) || before != place)
            {
                known[id] = place;
                await hub.Clients.Group(Audiences.Visitor(inboxId, contactId)).QueueChanged(
                    new QueueChanged(id, place.Position, place.EtaSeconds, place.EtaLowSeconds, place.EtaHighSeconds));
            }
        }

        if (known.Count > 2 * waiting.Count + 1_000)
        {
            // Who no longer waits is forgotten now and then, so that memory follows the queue.
            var ids = waiting.Select(w => w.ConversationId).ToHashSet();
            foreach (var gone in known.Keys.Where(id => !ids.Contains(id)).ToList())
            {
                known.Remove(gone);
            }
        }
    }

    private async Task TellViewsAsync(IReadOnlyList<Guid> ids)
    {
        foreach (var some in ids.Chunk(MostViews))
        {
            foreach (var (_, (conversation, view)) in await conversations.VisitorViewsAsync(some, CancellationToken.None))
            {
                local.Send([Audiences.Visitor(conversation.InboxId, conversation.ContactId)], nameof(IVisitorClient.ConversationChanged), view);
            }
        }
    }

    [LoggerMessage(2103, LogLevel.Error, "Telling places in the queue failed")]
    private partial void TellFailed(Exception exception);
}
