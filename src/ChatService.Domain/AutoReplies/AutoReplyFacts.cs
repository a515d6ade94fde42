namespace ChatService.Domain.AutoReplies;

/// <summary>
/// A conversation as auto-replies see it, read after the event in question was committed. "Message" means a message the customer can see; notes and system lines are none.
/// </summary>
public sealed record AutoReplyFacts
{
    /// <summary>The inbox.</summary>
    public required Guid InboxId { get; init; }

    /// <summary>The team, if one has it.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>The customer's language tag, if known.</summary>
    public string? Language { get; init; }

    /// <summary>The inbox's default language tag, if set.</summary>
    public string? InboxLanguage { get; init; }

    /// <summary>The customer's level, if any.</summary>
    public string? CustomerLevel { get; init; }

    /// <summary>The priority.</summary>
    public Priority Priority { get; init; } = Priority.P2;

    /// <summary>Whether the inbox is open now.</summary>
    public bool WithinBusinessHours { get; init; } = true;

    /// <summary>Whether somebody who serves the conversation is at work, within business hours.</summary>
    public bool DeskIsStaffed { get; init; } = true;

    /// <summary>Who has the conversation.</summary>
    public required ServicePhase Phase { get; init; }

    /// <summary>Start of the present wait; null when not waiting. After an agent was lost it is the return to the queue, not the original age that routing uses.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>When the present agent took it; null without an agent.</summary>
    public DateTimeOffset? AgentSince { get; init; }

    /// <summary>The oldest customer message that no human has answered; null when the last word was an agent's.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>The last human agent's message.</summary>
    public DateTimeOffset? LastAgentMessageAt { get; init; }

    /// <summary>Auto-reply messages since the last message of the customer or an agent.</summary>
    public int AutoMessagesSinceHuman { get; init; }

    /// <summary>What has fired in this conversation, in any order.</summary>
    public IReadOnlyList<PastFiring> PastFirings { get; init; } = [];

    /// <summary>
    /// The rules whose <see cref="AutoReplyConditions.Said"/> an earlier message of the customer matched.
    /// </summary>
    public IReadOnlySet<Guid> SaidFor { get; init; } = new HashSet<Guid>();

    /// <summary>What the variables of templates stand for.</summary>
    public TemplateValues Values { get; init; } = new();
}
