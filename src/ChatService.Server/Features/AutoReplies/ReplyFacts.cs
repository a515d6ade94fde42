using System.Runtime.CompilerServices;
using ChatService.Domain;
using ChatService.Domain.AutoReplies;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>A conversation as the engine wants to see it.</summary>
public sealed class ReplyFacts(InboxDirectory inboxes, AgentDirectory agents, IInboxHours hours, IInboxDesk desk)
{
    private static readonly ConditionalWeakTable<ConversationBatch, Dictionary<(Guid InboxId, Guid? TeamId), IReadOnlyList<QueuedRow>>> Queues = new();

    /// <summary>From memory alone: everything but the contact's level and the values of templates.</summary>
    public AutoReplyFacts Of(ConversationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var conversation = unit.Conversation;
        var phase = PhaseOf(conversation.State);
        var past = FiringMemory.Of(conversation);
        return new AutoReplyFacts
        {
            InboxId = conversation.InboxId,
            TeamId = conversation.TeamId,
            Language = conversation.Locale,
            InboxLanguage = inboxes.Find(conversation.InboxId)?.Locale,
            Priority = conversation.Priority,
            WithinBusinessHours = hours.IsOpen(conversation.InboxId, unit.Now),
            DeskIsStaffed = desk.For(conversation.InboxId, conversation.TeamId, unit.Now) == DeskState.Staffed,
            Phase = phase,
            WaitingSince = phase == ServicePhase.Waiting ? conversation.RingStartedAt ?? conversation.QueuedAt : null,
            AgentSince = phase == ServicePhase.WithAgent ? conversation.AssignedAt : null,
            UnansweredSince = conversation.AwaitingSince,
            // Nothing of the customer's is unanswered: the last human word was an agent's.
            LastAgentMessageAt = conversation is { AwaitingSince: null, FirstResponseAt: not null } ? conversation.LastHumanMessageAt : null,
            AutoMessagesSinceHuman = FiringMemory.SinceHuman(conversation, past),
            PastFirings = past,
            SaidFor = SaidMemory.Of(conversation),
        };
    }

    /// <summary>Completed with what only a rule that is about to fire needs.</summary>
    public async Task<AutoReplyFacts> CompleteAsync(
        ConversationUnit unit, AutoReplyFacts facts, CompiledRules rules, IReadOnlyList<Firing> candidates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        var (withContact, withPlace) = (rules.NeedContact(candidates), rules.NeedPlace(candidates));
        var conversation = unit.Conversation;
        // Found in the context without a query when this transaction has already touched the contact.
        var contact = withContact ? await unit.Batch.Scope.Db.Set<Contact>().FindAsync([conversation.ContactId], cancellationToken) : null;
        var opening = facts.WithinBusinessHours ? null : hours.NextOpening(conversation.InboxId, unit.Now);
        return facts with
        {
            CustomerLevel = contact?.Level,
            Values = new TemplateValues
            {
                ContactName = contact?.Name,
                AgentName = conversation.AssigneeId is { } agent ? agents.Find(agent)?.Name : null,
                InboxName = inboxes.Find(conversation.InboxId)?.Name,
                QueuePosition = withPlace && facts.Phase == ServicePhase.Waiting ? await PlaceAsync(unit, cancellationToken) : null,
                NextOpening = opening?.ToOffset(hours.OffsetAt(conversation.InboxId, opening.Value)),
            },
        };
    }

    // The place that the customer is shown: in the queue of the inbox and team, by enqueued at minus the boost of the priority.
    private async Task<int?> PlaceAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (conversation.QueuedAt is not { } queuedAt)
        {
            return null;
        }

        var inbox = inboxes.Find(conversation.InboxId);
        var others = await QueueAsync(unit, cancellationToken);
        var mine = (queuedAt.AddSeconds(-inbox.BoostSeconds(conversation.Priority)), conversation.Priority, conversation.Id);
        return 1 + others.Count(other => other.Id != conversation.Id && (other.QueuedAt.AddSeconds(-inbox.BoostSeconds(other.Priority)), other.Priority, other.Id).CompareTo(mine) < 0);
    }

    // Read once in a transaction: of two hundred who have waited for as long, each is told its place.
    private static async Task<IReadOnlyList<QueuedRow>> QueueAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var (inboxId, teamId) = (unit.Conversation.InboxId, unit.Conversation.TeamId);
        var queues = Queues.GetOrCreateValue(unit.Batch);
        if (!queues.TryGetValue((inboxId, teamId), out var queue))
        {
            queues[(inboxId, teamId)] = queue = await unit.Batch.Scope.Db.Set<Conversation>().AsNoTracking()
                .Where(c => c.InboxId == inboxId && c.TeamId == teamId && c.QueuedAt != null)
                .Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered)
                .Select(c => new QueuedRow(c.Id, c.QueuedAt!.Value, c.Priority))
                .ToListAsync(cancellationToken);
        }

        return queue;
    }

    private static ServicePhase PhaseOf(ConversationState state) => state switch
    {
        ConversationState.Bot => ServicePhase.Bot,
        ConversationState.Queued or ConversationState.Offered => ServicePhase.Waiting,
        ConversationState.Active or ConversationState.WaitingCustomer => ServicePhase.WithAgent,
        ConversationState.Snoozed => ServicePhase.Snoozed,
        _ => ServicePhase.Closed,
    };

    private sealed record QueuedRow(Guid Id, DateTimeOffset QueuedAt, Priority Priority);
}
