namespace ChatService.Domain.Routing;

/// <summary>
/// A conversation has entered a ring and goes on waiting. Carried out once: whoever moves the stored
/// <see cref="QueuedConversation.RingReached"/> up to <see cref="Ring"/> by compare-and-set does it.
/// Rings that were jumped over are folded into this one.
/// </summary>
public readonly record struct RingAction(Guid ConversationId, int Ring, bool AlertSupervisor, bool SendAutoReply);
