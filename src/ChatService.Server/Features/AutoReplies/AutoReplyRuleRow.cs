using ChatService.Domain.AutoReplies;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>A rule as it is now.</summary>
public sealed class AutoReplyRuleRow
{
    public Guid Id { get; set; }

    /// <summary>From 1, one more with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The whole rule; its id and version are those of the row.</summary>
    public required AutoReplyRule Rule { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Every version that a rule ever had, so that an old firing can still be explained. Never changed, never deleted.</summary>
public sealed class AutoReplyRuleVersion
{
    public Guid RuleId { get; set; }
    public int Version { get; set; }
    public required AutoReplyRule Rule { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Who wrote it; null for the ones that came with the installation.</summary>
    public Guid? AgentId { get; set; }
}

/// <summary>A rule fired, committed together with what it did and with what set it off.</summary>
public sealed class RuleFiring
{
    public Guid Id { get; set; }
    public Guid ConversationId { get; set; }
    public Guid RuleId { get; set; }
    public int RuleVersion { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Messages it sent to the customer.</summary>
    public int Messages { get; set; }
}
