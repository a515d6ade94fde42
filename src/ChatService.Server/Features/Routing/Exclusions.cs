using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// Who declined or missed a conversation is left out of it, but not for ever: once <see cref="AskAgainAfter"/> has passed since the last
/// one was left out, all may be asked again. While anybody else can take it, it is with them and not waiting for that time, so nobody starves
/// and nobody is asked twice in a row while there is another.
/// </summary>
public static class Exclusions
{
    /// <summary>15 s: an only agent who missed an offer of 8 s is asked a second time before the 30 s are over.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(15);

    /// <summary>Leaves the agent out of this conversation from now on.</summary>
    public static void Exclude(this Conversation conversation, Guid agentId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var until = LiftedAt(conversation.ExcludedUntil, conversation.RingStartedAt, conversation.QueuedAt ?? now);
        var still = now < until ? conversation.ExcludedAgentIds.Where(id => id != agentId) : [];
        conversation.ExcludedAgentIds = [.. still, agentId];
        conversation.ExcludedUntil = now + AskAgainAfter;
    }

    /// <summary>When those left out may be asked again.</summary>
    public static DateTimeOffset LiftedAt(DateTimeOffset? excludedUntil, DateTimeOffset? ringStartedAt, DateTimeOffset queuedAt) =>
        excludedUntil ?? (ringStartedAt ?? queuedAt) + AskAgainAfter;
}
