using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>Everybody who waits for an answer at one moment: in the queue, or held by an agent and not answered.</summary>
internal sealed class WaitingCustomers
{
    private readonly DateTimeOffset now;
    private readonly List<Waiting> queue;
    private readonly List<Waiting> inHand;
    private readonly Dictionary<Guid, string?> names;

    private WaitingCustomers(DateTimeOffset now, List<Waiting> all, Dictionary<Guid, string?> names)
    {
        this.now = now;
        this.names = names;
        queue = [.. all.Where(w => w.AgentId is null)];
        inHand = [.. all.Where(w => w.AgentId is not null)];
    }

    public WallWaiting Queue => Figure(queue);

    public WallWaiting InHand => Figure(inHand);

    public IReadOnlyList<WallHolder> ByAgent => [.. inHand.GroupBy(w => w.AgentId!.Value).Select(Holder).OrderByDescending(h => h.OldestUnansweredSeconds)];

    public static async Task<WaitingCustomers> ReadAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Two reads, each from an index: whoever is in the queue, and whatever agents hold.
        var conversations = db.Set<Conversation>().AsNoTracking();
        var queued = await Rows(conversations.Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered)).ToListAsync(cancellationToken);
        var held = await Rows(conversations.Where(c => c.AssigneeId != null && c.AwaitingSince != null
            && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.Snoozed))).ToListAsync(cancellationToken);
        List<Waiting> all = [.. queued.Select(row => row.Queued()), .. held.Select(row => row.Held())];
        var shown = all.GroupBy(w => w.AgentId).Select(group => group.MinBy(w => w.Since)!.ContactId).ToHashSet();
        var names = await db.Set<Contact>().AsNoTracking().Where(c => shown.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return new WaitingCustomers(now, all, names);
    }

    private static IQueryable<Row> Rows(IQueryable<Conversation> conversations) => conversations.Select(c => new Row(
        c.Id, c.ContactId, c.AssigneeId, c.AwaitingSince, c.QueueEnteredAt ?? c.QueuedAt, c.CreatedAt, c.SlaDueAt, c.SlaTargetSeconds, c.SlaBreached));

    private WallWaiting Figure(List<Waiting> waiting)
    {
        var oldest = waiting.MinBy(w => w.Since);
        return new WallWaiting(waiting.Count, waiting.Count(IsOverdue), oldest is null ? null : Seconds(oldest), oldest is null ? null : View(oldest));
    }

    private WallHolder Holder(IGrouping<Guid, Waiting> held)
    {
        var oldest = held.MinBy(w => w.Since)!;
        return new WallHolder(held.Key, held.Count(), held.Count(IsOverdue), Seconds(oldest), View(oldest));
    }

    private bool IsOverdue(Waiting waiting) => waiting.Breached || waiting.DueAt <= now;

    private int Seconds(Waiting waiting) => (int)Math.Max(0, (now - waiting.Since).TotalSeconds);

    private WallWait View(Waiting w) => new(
        w.Id, new WallContact(w.ContactId, names.GetValueOrDefault(w.ContactId)), w.Since, w.DueAt, w.TargetSeconds, w.Breached);

    private sealed record Row(
        Guid Id, Guid ContactId, Guid? AgentId, DateTimeOffset? AwaitingSince, DateTimeOffset? QueuedSince, DateTimeOffset CreatedAt,
        DateTimeOffset? DueAt, int? TargetSeconds, bool Breached)
    {
        // The clock of a resolution is not what a customer without an unanswered message waits for; the row shows it, the wall does not.
        public Waiting Queued()
        {
            var since = AwaitingSince is { } asked && !(QueuedSince < asked) ? asked : QueuedSince ?? CreatedAt;
            return AwaitingSince is null ? new(Id, ContactId, null, since, null, null, false) : new(Id, ContactId, null, since, DueAt, TargetSeconds, Breached);
        }

        public Waiting Held() => new(Id, ContactId, AgentId, AwaitingSince!.Value, DueAt, TargetSeconds, Breached);
    }

    private sealed record Waiting(Guid Id, Guid ContactId, Guid? AgentId, DateTimeOffset Since, DateTimeOffset? DueAt, int? TargetSeconds, bool Breached);
}
