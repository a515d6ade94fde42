using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Presence;

/// <summary>A known contact came back (<c>LeftAt</c> null) or left.</summary>
public sealed record VisitorPresenceChange(Guid ContactId, DateTimeOffset? LeftAt);

/// <summary>What another room does when contacts came back or left, inside the same transaction.</summary>
public interface IVisitorPresenceReaction
{
    /// <summary>The changes of one transaction, each contact at most once.</summary>
    Task ChangedAsync(WriteScope scope, IReadOnlyList<VisitorPresenceChange> changes, CancellationToken cancellationToken);
}

/// <summary>
/// Presence of contacts over all nodes: a link per node that holds a connection, and the result on the contact.
/// Every writer takes one lock, because two nodes that unlink and link one contact at once must see each other.
/// </summary>
public sealed class VisitorPresenceStore(
    WriteSession session, IDbContextFactory<ChatDb> contexts, IStorageEngine engine, NodeIdentity node,
    IEnumerable<IVisitorPresenceReaction> reactions) : INodeReaction
{
    /// <summary>
    /// How long a contact whose node died stays online unconfirmed: 15 000 visitors that a node takes in at 500 a second
    /// are back by then.
    /// </summary>
    public static readonly TimeSpan UnconfirmedFor = TimeSpan.FromSeconds(30);

    private const string LockKey = "visitor_presence";

    /// <summary>Stores a batch; answers the contacts that exist. Strangers cost a read and no transaction.</summary>
    public async Task<IReadOnlyCollection<Guid>> StoreAsync(IReadOnlyList<VisitorMove> moves, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(moves);
        var ids = moves.Select(move => move.ContactId).ToList();
        List<Guid> known;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            known = await db.Set<Contact>().Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
        }

        if (known.Count > 0)
        {
            // The last one counts: a contact that left and came back within one batch is here.
            var last = moves.GroupBy(move => move.ContactId).ToDictionary(g => g.Key, g => g.FirstOrDefault(m => m.LeftAt is null) ?? g.Last());
            await session.RunAsync((scope, token) => ApplyAsync(scope, last, known, token), cancellationToken);
        }

        return known;
    }

    /// <summary>Ends what nobody has confirmed in time, at most <paramref name="limit"/>; answers how many.</summary>
    public async Task<int> EndUnconfirmedAsync(int limit, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var before = await engine.NowAsync(db, cancellationToken) - UnconfirmedFor;
            if (!await Unconfirmed(db, before).AnyAsync(cancellationToken))
            {
                return 0;
            }
        }

        return await session.RunAsync(
            async (scope, token) =>
            {
                await scope.LockQueueAsync(token, LockKey);
                var contacts = await Unconfirmed(scope.Db, scope.Now - UnconfirmedFor).OrderBy(c => c.LeftAt).Take(limit).ToListAsync(token);
                contacts.ForEach(contact => contact.OnlineSince = null);
                await TellAsync(scope, contacts.ConvertAll(c => new VisitorPresenceChange(c.Id, c.LeftAt)), token);
                return contacts.Count;
            },
            cancellationToken);
    }

    /// <summary>
    /// Called at the start, before the doors open. With the embedded store the links are those of an earlier process:
    /// its visitors come back or are ended. When it lived last it wrote itself (<see cref="BeatAsync"/>).
    /// </summary>
    public Task StartNodeAsync(CancellationToken cancellationToken) => engine.IsShared ? Task.CompletedTask : session.RunAsync(
        async (scope, token) =>
        {
            var lives = await scope.Db.Set<NodeRow>().ToListAsync(token);
            await UnconfirmAsync(scope, scope.Db.Set<VisitorLink>(), lives.Max(l => (DateTimeOffset?)l.SeenAt) ?? scope.Now, token);
            scope.Db.RemoveRange(lives);
            scope.Db.Add(new NodeRow { Id = node.Id, StartedAt = scope.Now, SeenAt = scope.Now });
        },
        cancellationToken);

    /// <summary>With the embedded store: this process lives. A shared one has the heartbeat.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (!engine.IsShared)
        {
            await session.RunAsync(
                async (scope, token) =>
                {
                    var now = scope.Now;
                    await scope.Db.Set<NodeRow>().Where(n => n.Id == node.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), token);
                },
                cancellationToken);
        }
    }

    /// <summary>The visitors of a dead node are somewhere else within seconds, or they have left when it was last alive.</summary>
    public async Task LeftAsync(WriteScope scope, string nodeId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await scope.LockQueueAsync(cancellationToken, LockKey);
        var seenAt = await scope.Db.Set<NodeRow>().Where(n => n.Id == nodeId).Select(n => (DateTimeOffset?)n.SeenAt).FirstOrDefaultAsync(cancellationToken);
        await UnconfirmAsync(scope, scope.Db.Set<VisitorLink>().Where(l => l.NodeId == nodeId), seenAt ?? scope.Now, cancellationToken);
    }

    private static async Task UnconfirmAsync(WriteScope scope, IQueryable<VisitorLink> gone, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var links = scope.Db.Set<VisitorLink>();
        await scope.Db.Set<Contact>()
            .Where(c => c.OnlineSince != null && c.LeftAt == null && gone.Any(l => l.ContactId == c.Id)
                && !links.Any(l => l.ContactId == c.Id && !gone.Any(g => g.ContactId == c.Id && g.NodeId == l.NodeId)))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeftAt, at), cancellationToken);
        await gone.ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<Contact> Unconfirmed(ChatDb db, DateTimeOffset before) =>
        db.Set<Contact>().Where(c => c.OnlineSince != null && c.LeftAt != null && c.LeftAt < before);

    private async Task ApplyAsync(WriteScope scope, Dictionary<Guid, VisitorMove> moves, List<Guid> known, CancellationToken cancellationToken)
    {
        await scope.LockQueueAsync(cancellationToken, LockKey);
        var contacts = await scope.Db.Set<Contact>().Where(c => known.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var links = (await scope.Db.Set<VisitorLink>().Where(l => known.Contains(l.ContactId)).ToListAsync(cancellationToken)).ToLookup(l => l.ContactId);
        var changes = new List<VisitorPresenceChange>();
        foreach (var contact in contacts)
        {
            var change = moves[contact.Id].LeftAt is { } leftAt
                ? Unlink(scope, contact, links[contact.Id], leftAt)
                : Link(scope, contact, links[contact.Id]);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        await TellAsync(scope, changes, cancellationToken);
    }

    private VisitorPresenceChange? Link(WriteScope scope, Contact contact, IEnumerable<VisitorLink> links)
    {
        if (links.All(l => l.NodeId != node.Id))
        {
            scope.Db.Add(new VisitorLink { ContactId = contact.Id, NodeId = node.Id, Since = scope.Now });
        }

        contact.LeftAt = null;
        if (contact.OnlineSince is not null)
        {
            return null;
        }

        (contact.OnlineSince, contact.LastSeenAt) = (scope.Now, scope.Now);
        return new VisitorPresenceChange(contact.Id, null);
    }

    private VisitorPresenceChange? Unlink(WriteScope scope, Contact contact, IEnumerable<VisitorLink> links, DateTimeOffset leftAt)
    {
        var (own, elsewhere) = (links.Where(l => l.NodeId == node.Id).ToList(), links.Any(l => l.NodeId != node.Id));
        scope.Db.RemoveRange(own);
        if (elsewhere || contact.OnlineSince is null)
        {
            return null;
        }

        (contact.OnlineSince, contact.LeftAt) = (null, leftAt);
        contact.LastSeenAt = leftAt > contact.LastSeenAt ? leftAt : contact.LastSeenAt;
        return new VisitorPresenceChange(contact.Id, leftAt);
    }

    private async Task TellAsync(WriteScope scope, List<VisitorPresenceChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        foreach (var reaction in reactions)
        {
            await reaction.ChangedAsync(scope, changes, cancellationToken);
        }
    }
}
