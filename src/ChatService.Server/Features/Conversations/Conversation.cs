using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.Conversations;

namespace ChatService.Server.Features.Conversations;

/// <summary>One thread between a contact and us. Changed only inside a <see cref="ConversationUnit"/>.</summary>
public sealed class Conversation
{
    public Guid Id { get; set; }
    public Guid InboxId { get; set; }
    public Guid ContactId { get; set; }
    public string Channel { get; set; } = "widget";
    public ConversationState State { get; set; }
    public Priority Priority { get; set; } = Priority.P2;
    public Guid? AssigneeId { get; set; }
    public Guid? TeamId { get; set; }
    public string Locale { get; set; } = "en";
    public string? PageUrl { get; set; }
    public string? PageTitle { get; set; }
    public List<string> Tags { get; set; } = [];

    /// <summary>The highest seq that counts everything.</summary>
    public long LastSeq { get; set; }

    /// <summary>The highest seq that counts only what the customer may see.</summary>
    public long PublicSeq { get; set; }

    /// <summary>Read by an agent, in internal numbers.</summary>
    public long AgentReadSeq { get; set; }

    /// <summary>Read by the visitor, in public numbers.</summary>
    public long VisitorReadSeq { get; set; }

    /// <summary>Visitor messages no agent has read yet.</summary>
    public int Unread { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it first entered the queue in this round; kept over declines, expiries and lost agents, so that its age stays its own.</summary>
    public DateTimeOffset? QueuedAt { get; set; }

    /// <summary>When it entered the queue for the first time; kept for the reports.</summary>
    public DateTimeOffset? FirstQueuedAt { get; set; }

    /// <summary>When the rings of routing began to widen.</summary>
    public DateTimeOffset? RingStartedAt { get; set; }

    /// <summary>The highest ring whose actions were carried out; -1: none.</summary>
    public int RingReached { get; set; } = -1;

    /// <summary>Agents who declined or missed it: they are not asked again for it until <see cref="ExcludedUntil"/>.</summary>
    public List<Guid> ExcludedAgentIds { get; set; } = [];

    /// <summary>When those who were left out may be asked again, so that nobody waits for ever. Null: counted from <see cref="RingStartedAt"/>.</summary>
    public DateTimeOffset? ExcludedUntil { get; set; }

    /// <summary>Who served it last; asked first when it comes back.</summary>
    public Guid? LastAgentId { get; set; }

    /// <summary>Whom a transfer named; asked before anybody else.</summary>
    public Guid? PreferredAgentId { get; set; }
    public DateTimeOffset? FirstAcceptedAt { get; set; }
    public DateTimeOffset? AssignedAt { get; set; }
    public DateTimeOffset? FirstCustomerMessageAt { get; set; }
    public DateTimeOffset? FirstResponseAt { get; set; }
    public Guid? FirstResponderId { get; set; }

    /// <summary>The oldest customer message without a human answer.</summary>
    public DateTimeOffset? AwaitingSince { get; set; }

    /// <summary>The last word of the customer, or of an agent to the customer.</summary>
    public DateTimeOffset? LastHumanMessageAt { get; set; }

    /// <summary>What the AutoReplies room remembers of its firings here, as JSON; null when nothing has fired.</summary>
    public string? AutoReplyMemory { get; set; }
    public DateTimeOffset LastActivityAt { get; set; }
    public DateTimeOffset? LastMessageAt { get; set; }
    public string? LastMessageText { get; set; }
    public string? LastMessageSender { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? Resolution { get; set; }

    /// <summary>Left by the customer before an agent accepted it.</summary>
    public DateTimeOffset? AbandonedAt { get; set; }
    public DateTimeOffset? WrapUpUntil { get; set; }
    public int? Rating { get; set; }
    public string? RatingComment { get; set; }
    public DateTimeOffset? RatedAt { get; set; }

    /// <summary>The clock that runs now, written by the Sla room: first_response, next_response or resolution.</summary>
    public string? SlaMetric { get; set; }
    public DateTimeOffset? SlaStartedAt { get; set; }
    public DateTimeOffset? SlaDueAt { get; set; }
    public int? SlaTargetSeconds { get; set; }
    public bool SlaBreached { get; set; }
    public string? CallbackPhone { get; set; }
    public string? CallbackEmail { get; set; }

    /// <summary>Grows with each committed change; clients drop what is not newer.</summary>
    public long Version { get; set; }

    /// <summary>Skills that its agent must have, at least at this level, beside those that its inbox asks for. Null: none.</summary>
    public Dictionary<string, int>? Skills { get; set; }

    /// <summary>Who handed it over to its agent; null once that agent has written to the customer.</summary>
    public Handover? Handover { get; set; }

    /// <summary>
    /// When it entered the queue this time: what "in the queue since" says, where <see cref="QueuedAt"/> is the original age. Null: it does not wait.
    /// </summary>
    public DateTimeOffset? QueueEnteredAt { get; set; }

    /// <summary>When the customer asked for the call-back (the last time); null: never.</summary>
    public DateTimeOffset? CallbackRequestedAt { get; set; }

    /// <summary>When an agent said that it is done; null: it is open.</summary>
    public DateTimeOffset? CallbackDoneAt { get; set; }

    /// <summary>The agent who said so.</summary>
    public Guid? CallbackDoneBy { get; set; }

    /// <summary>A close or a transfer that waits for its time and can be undone. Null: none.</summary>
    public PendingEnd? Ending { get; set; }

    /// <summary>Agents whom a note names and who have not seen it. Null: nobody.</summary>
    public List<Guid>? Mentioned { get; set; }

    /// <summary>What the customer answered to "Was it solved?"; null without an answer.</summary>
    public bool? Solved { get; set; }

    /// <summary>What the AutoReplies room remembers of what the customer wrote, as JSON; null without any.</summary>
    public string? AutoReplySaid { get; set; }

    /// <summary>Not closed for good.</summary>
    public bool IsOpen => State != ConversationState.Closed;

    /// <summary>In the hands of an agent, before wrap-up.</summary>
    public bool IsServed => State is ConversationState.Active or ConversationState.WaitingCustomer;

    /// <summary>Waiting for an agent.</summary>
    public bool IsWaiting => State is ConversationState.Queued or ConversationState.Offered;
}
