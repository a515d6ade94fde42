using System.Text.Json.Serialization;

namespace ChatService.Domain.AutoReplies;

/// <summary>What makes a rule look at a conversation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AutoReplyTriggerKind>))]
public enum AutoReplyTriggerKind
{
    /// <summary>The customer's first message.</summary>
    ConversationStarted,

    /// <summary>A customer message (the first one too) that the rule's keywords match.</summary>
    Keyword,

    /// <summary>A customer message while the inbox is closed.</summary>
    OutsideHours,

    /// <summary>Waiting in the queue for so many seconds.</summary>
    WaitingFor,

    /// <summary>With an agent, and the customer's oldest unanswered message is so many seconds old.</summary>
    AgentSilentFor,

    /// <summary>With an agent who wrote last, so many seconds ago.</summary>
    CustomerSilentFor,

    /// <summary>The conversation was closed by the customer or an agent.</summary>
    Closed,
}
