namespace ChatService.Contracts;

/// <summary>A page the visitor is on.</summary>
public sealed record PageView(string? Url, string? Title = null, string? Referrer = null);

/// <summary>Send one message; the same ClientMessageId any number of times is one message.</summary>
public sealed record SendMessageRequest(Guid ConversationId, Guid ClientMessageId, string? Text, IReadOnlyList<Guid>? AttachmentIds = null);

/// <summary>The ack: committed. <c>Duplicate</c> when it was stored by an earlier call.</summary>
public sealed record SendMessageAck(long Seq, DateTimeOffset CreatedAt, bool Duplicate);

/// <summary>Everything after a seq of the caller's audience.</summary>
public sealed record ResumeRequest(Guid ConversationId, long AfterSeq);

/// <summary>Typing; <c>Preview</c> only from visitors, at most 500 characters.</summary>
public sealed record TypingRequest(Guid ConversationId, string? Preview = null);

/// <summary>Read up to and including <c>Seq</c>.</summary>
public sealed record MarkReadRequest(Guid ConversationId, long Seq);

/// <summary>A call about one conversation.</summary>
public sealed record ConversationRequest(Guid ConversationId);

/// <summary>The conversation's state after the call. <c>EndsAt</c>: until then the end that was asked for can be undone.</summary>
public sealed record StateAnswer(string State, DateTimeOffset? EndsAt = null);
