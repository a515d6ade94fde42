namespace ChatService.Contracts;

/// <summary>Somebody types; stale after 5 s.</summary>
public sealed record TypingChanged(Guid ConversationId, Sender Sender, bool Typing, string? Preview);

/// <summary>Read up to Seq, in the hearer's own numbers.</summary>
public sealed record ReadChanged(Guid ConversationId, Sender Reader, long Seq);

/// <summary>Close and reconnect after this many milliseconds.</summary>
public sealed record Draining(int ReconnectInMs);

/// <summary>The last word before the server closes the connection.</summary>
public sealed record Closed(string Code);
