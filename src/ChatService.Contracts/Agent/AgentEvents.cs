namespace ChatService.Contracts;

/// <summary>Why an offer came to this agent.</summary>
public sealed record OfferReason(string Comparator, int Ring, int FreeSlots, int Capacity, int WaitedSeconds);

/// <summary>A conversation put to one agent until <c>ExpiresAt</c>; <c>ServerTime</c> corrects the client's clock.</summary>
public sealed record OfferMade(
    Guid OfferId, Guid ConversationId, DateTimeOffset ExpiresAt, DateTimeOffset ServerTime, OfferReason Reason, ConversationRow Conversation);

/// <summary>Outcome: accepted, declined, expired or withdrawn.</summary>
public sealed record OfferEnded(Guid OfferId, Guid ConversationId, string Outcome);

/// <summary>The agent may not see the conversation any longer; its watch has ended.</summary>
public sealed record WatchEnded(Guid ConversationId);

/// <summary>
/// Status is chosen by the agent, activity is derived. <c>NotResponding</c> stands beside the activity, because a disconnected agent may
/// be not responding as well.
/// </summary>
public sealed record AgentPresence(
    Guid AgentId, string Name, string Status, string? Reason, string Activity, int UsedSlots, int Capacity, bool NotResponding = false);

/// <summary>A step before the breach.</summary>
public sealed record SlaWarning(Guid ConversationId, string Metric, int Step, string Action, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>The target was missed; Cause is the dominant link of the cause chain.</summary>
public sealed record SlaBreached(Guid ConversationId, string Metric, DateTimeOffset DueAt, Guid? AssigneeId, string? Cause);

/// <summary>A colleague's note names this agent. <c>Text</c> is the note, shortened to 200 characters.</summary>
public sealed record Mentioned(Guid ConversationId, long Seq, NamedRef By, string Text);
