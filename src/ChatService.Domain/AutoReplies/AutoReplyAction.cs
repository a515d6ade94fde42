using System.Text.Json.Serialization;

namespace ChatService.Domain.AutoReplies;

/// <summary>What a rule does. In JSON the member <c>kind</c> names the action.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReplyAction), "reply")]
[JsonDerivedType(typeof(SetPriorityAction), "setPriority")]
[JsonDerivedType(typeof(AddTagAction), "addTag")]
[JsonDerivedType(typeof(AssignTeamAction), "assignTeam")]
[JsonDerivedType(typeof(RequireSkillAction), "requireSkill")]
[JsonDerivedType(typeof(HandToBotAction), "handToBot")]
[JsonDerivedType(typeof(HandToHumanAction), "handToHuman")]
[JsonDerivedType(typeof(OfferCallbackAction), "offerCallback")]
[JsonDerivedType(typeof(CloseAction), "close")]
public abstract record AutoReplyAction;

/// <summary>Say something to the customer, in the customer's language.</summary>
public sealed record ReplyAction(ReplyTemplate Template) : AutoReplyAction;

/// <summary>Set the priority.</summary>
public sealed record SetPriorityAction(Priority Priority) : AutoReplyAction;

/// <summary>Put a tag on the conversation; it is not put twice.</summary>
public sealed record AddTagAction(string Tag) : AutoReplyAction;

/// <summary>Move the conversation to a team.</summary>
public sealed record AssignTeamAction(Guid TeamId) : AutoReplyAction;

/// <summary>Let only agents be asked who have this skill at least at this level (1 to 5).</summary>
public sealed record RequireSkillAction(string Skill, int Level = 1) : AutoReplyAction;

/// <summary>Let the bot answer first.</summary>
public sealed record HandToBotAction : AutoReplyAction;

/// <summary>Take the conversation from the bot into the queue for a human.</summary>
public sealed record HandToHumanAction : AutoReplyAction;

/// <summary>Let the customer leave a number or an address to be called or written back.</summary>
public sealed record OfferCallbackAction : AutoReplyAction;

/// <summary>Close the conversation. Always the last action.</summary>
public sealed record CloseAction : AutoReplyAction;
