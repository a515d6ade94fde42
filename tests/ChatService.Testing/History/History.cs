namespace ChatService.Testing;

/// <summary>How a send ended for the client that made it. A send that was made again has its last outcome.</summary>
public enum SendOutcome
{
    /// <summary>The connection went before an answer came: stored or not, the client cannot know.</summary>
    Unknown,

    /// <summary>Acked, with a seq.</summary>
    Acked,

    /// <summary>Refused; nothing was to be changed.</summary>
    Refused,
}

/// <summary>One message as its sender knows it. <c>ConversationId</c> is null for a start that was never answered; <c>Seq</c> is in the sender's own numbers.</summary>
public sealed record Sent(Guid SenderId, Guid? ConversationId, Guid ClientMessageId, string Text, SendOutcome Outcome, long Seq = 0);

/// <summary>One message as it was shown.</summary>
public sealed record Shown(long Seq, Guid MessageId, string Kind);

/// <summary>What one client showed of one conversation, in the order in which it did, up to the end of its last resume.</summary>
/// <param name="Client">For the complaint.</param>
/// <param name="VisitorId">The contact behind the client; null for an agent.</param>
/// <param name="ConversationId">Which one.</param>
/// <param name="Lines">In the client's own numbers.</param>
/// <param name="IsComplete">It has resumed since the last message was sent.</param>
public sealed record View(string Client, Guid? VisitorId, Guid ConversationId, IReadOnlyList<Shown> Lines, bool IsComplete = true);

/// <summary>One stored line.</summary>
public sealed record Line(Guid ConversationId, long Seq, long? PublicSeq, Guid MessageId, Guid SenderId, Guid ClientMessageId, string Kind, string Text);

/// <summary>One event of the log, in its order. <c>HoldsOn</c>: closed, but the agent still writes up.</summary>
public sealed record Happened(Guid ConversationId, string Type, Guid? AgentId = null, Guid? ClockId = null, bool HoldsOn = false);

/// <summary>One SLA clock as it is stored.</summary>
public sealed record Clock(Guid Id, Guid ConversationId, bool HasTarget, string? Outcome);

/// <summary>What clients saw beside what the store holds.</summary>
/// <param name="Sends">Every message of every client.</param>
/// <param name="Views">What every client showed.</param>
/// <param name="Lines">Every transcript.</param>
/// <param name="Owners">The contact of each conversation.</param>
/// <param name="Log">The event log in its order.</param>
/// <param name="Clocks">Every SLA clock, after everything was closed.</param>
public sealed record History(
    IReadOnlyList<Sent> Sends,
    IReadOnlyList<View> Views,
    IReadOnlyList<Line> Lines,
    IReadOnlyDictionary<Guid, Guid> Owners,
    IReadOnlyList<Happened> Log,
    IReadOnlyList<Clock> Clocks);
