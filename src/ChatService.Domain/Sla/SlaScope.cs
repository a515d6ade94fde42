namespace ChatService.Domain.Sla;

/// <summary>Which conversations a policy is for; an absent part matches every value.</summary>
public sealed record SlaScope(Guid? InboxId = null, Guid? TeamId = null, Priority? Priority = null)
{
    /// <summary>Every conversation.</summary>
    public static SlaScope Everything { get; } = new();

    /// <summary>True when each given part equals that of the conversation.</summary>
    public bool Matches(Guid? inboxId, Guid? teamId, Priority priority) =>
        (InboxId is null || InboxId == inboxId)
        && (TeamId is null || TeamId == teamId)
        && (Priority is null || Priority == priority);
}
