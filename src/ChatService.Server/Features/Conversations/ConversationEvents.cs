using ChatService.Domain;
using ChatService.Domain.Conversations;

namespace ChatService.Server.Features.Conversations;

/// <summary>Who did it. Kind: visitor, agent, bot, system.</summary>
public sealed record Actor(string Kind, Guid? Id = null, string? Name = null)
{
    public static readonly Actor System = new("system");
    public static readonly Actor Bot = new("bot");
    public static Actor Visitor(Guid id, string? name = null) => new("visitor", id, name);
    public static Actor Agent(Guid id, string? name = null) => new("agent", id, name);
}

/// <summary>To whom a conversation belonged when something happened to it.</summary>
public sealed record Belonging(Guid InboxId, Guid ContactId, Guid? TeamId, Guid? AssigneeId);

/// <summary>
/// Told after a commit that left a conversation with another inbox, team or assignee than before, whatever did it: who hears it may have lost the right to. Not a fact of its own, so it is not logged.
/// </summary>
public sealed record ConversationMoved(Guid ConversationId, Guid InboxId, Guid? TeamId, Guid? AssigneeId);

/// <summary>Something that happened to a conversation: logged in its transaction, reacted to in it, told after it.</summary>
public abstract record ConversationEvent(Actor Actor)
{
    /// <summary>Set when it is raised.</summary>
    public Guid ConversationId { get; internal set; }

    /// <summary>Set when it is raised: the transaction's time.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>Set when it is raised.</summary>
    public Belonging Belonging { get; internal set; } = null!;

    /// <summary>snake_case name in the log.</summary>
    public abstract string Type { get; }

    /// <summary>What the log keeps beside type, time and actor; never message text.</summary>
    public virtual object Data => new { };
}

public sealed record ConversationStarted(Actor Actor, Guid InboxId, Guid ContactId) : ConversationEvent(Actor)
{
    public override string Type => "conversation_started";
    public override object Data => new { InboxId, ContactId };
}

public sealed record MessageAppended(Actor Actor, MessageRow Message) : ConversationEvent(Actor)
{
    public override string Type => "message_appended";
    public override object Data => new { Message.Seq, Message.PublicSeq, Message.SenderKind, Message.Kind };

    /// <summary>A human agent's message that the customer can see: the only thing that counts as a response.</summary>
    public bool IsResponse => Message.SenderKind == SenderKind.Agent && Message.Kind == MessageKind.Text;

    /// <summary>The customer wrote.</summary>
    public bool IsFromCustomer => Message.SenderKind == SenderKind.Visitor;

    /// <summary>
    /// What was read of a customer's text before the transaction; see <see cref="ICustomerTextReader"/>.
    /// </summary>
    public object? Reading { get; init; }

    /// <summary>The customer's message that opened a round: nothing of theirs was waiting for an answer before it.</summary>
    public bool OpensRound { get; init; }

    /// <summary>For a response: since when the customer had waited; null when nothing was waiting.</summary>
    public DateTimeOffset? AnsweredSince { get; init; }

    /// <summary>For a response: the first one of the conversation.</summary>
    public bool IsFirstResponse { get; init; }
}

/// <summary>It waits for an agent. Reason: started, reopened, declined, expired, withdrawn, transferred, agent_lost, access_lost, released.</summary>
public sealed record ConversationQueued(Actor Actor, string Reason, DateTimeOffset QueuedAt, Guid? TeamId) : ConversationEvent(Actor)
{
    public override string Type => "queued";
    public override object Data => new { Reason, QueuedAt, TeamId };
}

/// <summary>One agent has it now. Via: accept, auto, take, transfer, reopen.</summary>
public sealed record AgentAssigned(Actor Actor, Guid AgentId, string Via, Guid? PreviousAgentId) : ConversationEvent(Actor)
{
    public override string Type => "assigned";
    public override object Data => new { AgentId, Via, PreviousAgentId };
}

/// <summary>The agent no longer has it. Reason: transferred, agent_lost, access_lost, taken_over, released.</summary>
public sealed record AgentUnassigned(Actor Actor, Guid AgentId, string Reason) : ConversationEvent(Actor)
{
    public override string Type => "unassigned";
    public override object Data => new { AgentId, Reason };
}

public sealed record ConversationTransferred(Actor Actor, Guid? FromAgentId, Guid? ToAgentId, Guid? ToTeamId) : ConversationEvent(Actor)
{
    public override string Type => "transferred";
    public override object Data => new { FromAgentId, ToAgentId, ToTeamId };
}

/// <summary>Its team is gone: it belongs to its inbox again.</summary>
public sealed record TeamLeft(Actor Actor, Guid TeamId) : ConversationEvent(Actor)
{
    public override string Type => "team_left";
    public override object Data => new { TeamId };
}

/// <summary>The service is over; <c>WrapUpUntil</c> is set when the slot is still held.</summary>
public sealed record ConversationClosed(Actor Actor, string Resolution, bool Abandoned, DateTimeOffset? WrapUpUntil, Guid? AgentId) : ConversationEvent(Actor)
{
    public override string Type => "closed";
    public override object Data => new { Resolution, Abandoned, AbandonedAt, WrapUpUntil, AgentId };

    /// <summary>When the customer left: before the close when nobody saw them go. Null: not abandoned.</summary>
    public DateTimeOffset? AbandonedAt { get; init; }
}

public sealed record WrapUpEnded(Actor Actor, Guid? AgentId) : ConversationEvent(Actor)
{
    public override string Type => "wrap_up_ended";
    public override object Data => new { AgentId };
}

/// <summary>It goes on. <c>OwesAnswer</c>: an agent opened it, and the customer had the last word: a round begins now.</summary>
public sealed record ConversationReopened(Actor Actor, bool OwesAnswer = false) : ConversationEvent(Actor)
{
    public override string Type => "reopened";
    public override object Data => new { OwesAnswer };

    /// <summary>Without a message of the customer.</summary>
    public bool IsByAgent => Actor.Kind == "agent";
}

/// <summary>A note names colleagues.</summary>
public sealed record AgentsMentioned(Actor Actor, IReadOnlyList<Guid> AgentIds, long Seq, string Text) : ConversationEvent(Actor)
{
    public override string Type => "mentioned";
    public override object Data => new { AgentIds, Seq };
}

/// <summary>An agent has seen the notes that name it.</summary>
public sealed record MentionsSeen(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "mentions_seen";
}

/// <summary>An agent asked for the end (close, transfer); it happens at <c>EndsAt</c> unless it is dropped before.</summary>
public sealed record EndRequested(Actor Actor, string Kind, DateTimeOffset EndsAt) : ConversationEvent(Actor)
{
    public override string Type => "end_requested";
    public override object Data => new { Kind, EndsAt };
}

/// <summary>The requested end will not happen. Reason: undone, customer_wrote, agent_wrote, reassigned, refused.</summary>
public sealed record EndDropped(Actor Actor, string Kind, string Reason) : ConversationEvent(Actor)
{
    public override string Type => "end_dropped";
    public override object Data => new { Kind, Reason };
}

public sealed record PriorityChanged(Actor Actor, Priority From, Priority To) : ConversationEvent(Actor)
{
    public override string Type => "priority_changed";
    public override object Data => new { From, To };
}

public sealed record ConversationRated(Actor Actor, int? Score, bool? Solved) : ConversationEvent(Actor)
{
    public override string Type => "rated";
    public override object Data => new { Score, Solved };
}

public sealed record CallbackRequested(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "callback_requested";
}

/// <summary>An agent has called or written back: what the customer waited for has happened outside the chat.</summary>
public sealed record CallbackCompleted(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "callback_done";
}

public sealed record TagsChanged(Actor Actor, IReadOnlyList<string> Tags) : ConversationEvent(Actor)
{
    public override string Type => "tags_changed";
    public override object Data => new { Tags };
}

/// <summary>Other skills are needed: other agents may be asked.</summary>
public sealed record SkillsChanged(Actor Actor, IReadOnlyDictionary<string, int> Skills) : ConversationEvent(Actor)
{
    public override string Type => "skills_changed";
    public override object Data => new { Skills };
}

/// <summary>The customer's last page has closed; said after a grace, so a reload is none. It may come back.</summary>
public sealed record VisitorLeft(Actor Actor, DateTimeOffset LeftAt) : ConversationEvent(Actor)
{
    public override string Type => "visitor_left";
    public override object Data => new { LeftAt };
}

/// <summary>The customer has a page connected again, after <see cref="VisitorLeft"/> or after it was never seen here.</summary>
public sealed record VisitorReturned(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "visitor_returned";
}

/// <summary>The customer is on another page. Which one is on the row, not in the log: an address may name a person.</summary>
public sealed record PageViewed(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "page_viewed";
}

/// <summary>What is known of the customer is different: name, address, language, level, attributes. By whom: the actor.</summary>
public sealed record ContactUpdated(Actor Actor) : ConversationEvent(Actor)
{
    public override string Type => "contact_updated";
}

/// <summary>Read marks: told and shown, not a fact that a metric needs.</summary>
public sealed record ReadMarked(Actor Actor, long Seq, long PublicSeq) : ConversationEvent(Actor)
{
    public override string Type => "read";
    public override object Data => new { Seq };
}
