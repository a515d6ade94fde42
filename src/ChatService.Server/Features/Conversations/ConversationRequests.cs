namespace ChatService.Server.Features.Conversations;

/// <summary>Somebody wants the conversation offered to more agents than before, at once; Routing listens. Reason: sla_step or sla_breach.</summary>
public sealed record RoutingWidenRequested(Actor Actor, string Reason) : ConversationEvent(Actor)
{
    public override string Type => "routing_widen_requested";
    public override object Data => new { Reason };
}

/// <summary>Somebody wants the customer told something automatically; AutoReplies listens and words it. Kind: apology or offer_callback.</summary>
public sealed record AutoReplyRequested(Actor Actor, string Kind) : ConversationEvent(Actor)
{
    public override string Type => "auto_reply_requested";
    public override object Data => new { Kind };
}
