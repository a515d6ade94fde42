using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>A rule fired: which one, in which version, and what it did.</summary>
public sealed record AutoReplyFired(Guid RuleId, int RuleVersion, string RuleName, IReadOnlyList<string> Did) : ConversationEvent(Actor.Bot)
{
    public override string Type => "auto_reply_fired";
    public override object Data => new { RuleId, RuleVersion, RuleName, Did };
}

/// <summary>The customer was offered to be called or written back.</summary>
public sealed record CallbackOffered() : ConversationEvent(Actor.Bot)
{
    public override string Type => "callback_offered";
}
