namespace ChatService.Domain.AutoReplies;

/// <summary>One thing to do.</summary>
/// <param name="Action">What the rule says.</param>
/// <param name="Reply">The rendered text, exactly for a <see cref="ReplyAction"/>.</param>
public sealed record FiringAction(AutoReplyAction Action, RenderedText? Reply = null);
