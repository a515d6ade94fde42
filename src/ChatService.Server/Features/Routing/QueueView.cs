using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>A waiting conversation and its place; null where nobody works that queue.</summary>
public sealed record WaitingPlace(Guid ConversationId, Guid ContactId, Queue? Place);

/// <summary>
/// Places of waiting customers within the queue of their inbox and team, in the order in which routing serves, with an honest wait.
/// Without somebody at work who serves the queue, or outside business hours, a customer has no place in it.
/// </summary>
public sealed class QueueView(
    IDbContextFactory<ChatDb> contexts, InboxDirectory inboxes, QueueStatistics statistics, IInboxDesk desk, TimeProvider time) : IQueueView
{
    // Beyond this nobody watches a number go down.
    private const int MaxPlaces = 12_000;

    private readonly Gathered<Guid, Queue> asked = new();

    /// <summary>Those who ask while a reading is under way share the next one: a hundred customers who write at once are one query.</summary>
    public Task<Queue?> PlaceAsync(Guid conversationId, CancellationToken cancellationToken) =>
        asked.AskAsync(conversationId, ids => PlacesAsync(ids, CancellationToken.None)).WaitAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, Queue>> PlacesAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversationIds);
        if (conversationIds.Count == 1)
        {
            var id = conversationIds.Single();
            return await OneAsync(id, cancellationToken) is { } place ? new Dictionary<Guid, Queue> { [id] = place } : [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inboxIds = await db.Set<Conversation>().Where(c => conversationIds.Contains(c.Id)).Select(c => c.InboxId).Distinct().ToListAsync(cancellationToken);
        var wanted = conversationIds.ToHashSet();
        var places = new Dictionary<Guid, Queue>(wanted.Count);
        foreach (var inboxId in inboxIds)
        {
            foreach (var (id, _, place) in await AllAsync(inboxId, cancellationToken))
            {
                if (place is not null && wanted.Contains(id))
                {
                    places[id] = place;
                }
            }
        }

        return places;
    }

    // Counted in the database: a long queue is not read for one number.
    private async Task<Queue?> OneAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = await Waiting(db).Where(c => c.Id == conversationId)
            .Select(c => new { c.InboxId, c.TeamId, c.Priority, QueuedAt = c.QueuedAt ?? c.CreatedAt }).FirstOrDefaultAsync(cancellationToken);
        if (mine is null || !IsServed(mine.InboxId, mine.TeamId))
        {
            return null;
        }

        // The score is waited seconds plus boost: before me is who came earlier than I, each by its own priority's head start.
        var boosts = SettingsOf(mine.InboxId).Boosts;
        var since = mine.QueuedAt.AddSeconds(-boosts.Of(mine.Priority));
        var (p0, p1, p2, p3) = (since.AddSeconds(boosts.P0), since.AddSeconds(boosts.P1), since.AddSeconds(boosts.P2), since.AddSeconds(boosts.P3));
        var queue = Waiting(db).Where(c => c.InboxId == mine.InboxId && c.TeamId == mine.TeamId);
        var before = await queue.CountAsync(
            c => (c.Priority == Priority.P0 && (c.QueuedAt ?? c.CreatedAt) < p0) || (c.Priority == Priority.P1 && (c.QueuedAt ?? c.CreatedAt) < p1)
                || (c.Priority == Priority.P2 && (c.QueuedAt ?? c.CreatedAt) < p2) || (c.Priority == Priority.P3 && (c.QueuedAt ?? c.CreatedAt) < p3),
            cancellationToken);
        var ties = await queue.Where(
                c => (c.Priority == Priority.P0 && (c.QueuedAt ?? c.CreatedAt) == p0) || (c.Priority == Priority.P1 && (c.QueuedAt ?? c.CreatedAt) == p1)
                    || (c.Priority == Priority.P2 && (c.QueuedAt ?? c.CreatedAt) == p2) || (c.Priority == Priority.P3 && (c.QueuedAt ?? c.CreatedAt) == p3))
            .Select(c => new { c.Priority, c.Id }).ToListAsync(cancellationToken);
        before += ties.Count(t => (t.Priority, t.Id).CompareTo((mine.Priority, conversationId)) < 0);
        return Place(before + 1, await statistics.OfAsync(db, mine.InboxId, cancellationToken));
    }

    /// <summary>Every waiting conversation of an inbox with its place.</summary>
    public async Task<IReadOnlyList<WaitingPlace>> AllAsync(Guid inboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await Waiting(db).Where(c => c.InboxId == inboxId).OrderBy(c => c.QueuedAt).Take(MaxPlaces)
            .Select(c => new { c.Id, c.ContactId, c.TeamId, c.Priority, QueuedAt = c.QueuedAt ?? c.CreatedAt }).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return [];
        }

        var served = waiting.Select(c => c.TeamId).Distinct().Where(team => IsServed(inboxId, team)).Select(team => team ?? Guid.Empty).ToHashSet();
        var pace = await statistics.OfAsync(db, inboxId, cancellationToken);
        var places = QueuePosition.All(
            [.. waiting.Select(c => new QueuedConversation
            {
                Id = c.Id, InboxId = inboxId, TeamId = c.TeamId, Priority = c.Priority, EnqueuedAt = c.QueuedAt,
            })],
            InboxRoutingSettings.Same(SettingsOf(inboxId)));
        return [.. waiting.Select(c => new WaitingPlace(c.Id, c.ContactId, served.Contains(c.TeamId ?? Guid.Empty) ? Place(places[c.Id], pace) : null))];
    }

    private static IQueryable<Conversation> Waiting(ChatDb db) =>
        db.Set<Conversation>().AsNoTracking().Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered);

    private static Queue Place(int position, InboxPace pace) => pace.Estimate(position - 1) is { } wait
        ? new Queue(position, (wait.LowSeconds + wait.HighSeconds) / 2, wait.LowSeconds, wait.HighSeconds)
        : new Queue(position, null, null, null);

    private bool IsServed(Guid inboxId, Guid? teamId) => desk.For(inboxId, teamId, time.Now()) == DeskState.Staffed;

    private RoutingSettings SettingsOf(Guid inboxId) => RoutingOptionsMap.Map(inboxes.Find(inboxId)?.Routing ?? new RoutingOptions(), []);
}
