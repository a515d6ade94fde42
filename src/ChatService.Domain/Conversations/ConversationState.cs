using System.Text.Json.Serialization;

namespace ChatService.Domain.Conversations;

/// <summary>Where a conversation stands. The moves between states are in <see cref="ConversationTransitions"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConversationState>))]
public enum ConversationState
{
    /// <summary>Waiting for an agent; nobody has it.</summary>
    Queued = 0,

    /// <summary>Put to one agent (or rung at several) and not accepted yet.</summary>
    Offered = 1,

    /// <summary>One agent serves it.</summary>
    Active = 2,

    /// <summary>Served and finished, but the agent is still writing up; the slot stays taken.</summary>
    WrapUp = 3,

    /// <summary>Finished.</summary>
    Closed = 4,

    /// <summary>The agent has answered and waits for the customer.</summary>
    WaitingCustomer = 5,

    /// <summary>Put aside until a time or the customer's next message.</summary>
    Snoozed = 6,

    /// <summary>A bot answers; no human is waited for.</summary>
    Bot = 7,
}
