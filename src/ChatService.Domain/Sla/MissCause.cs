namespace ChatService.Domain.Sla;

/// <summary>What a customer waited for.</summary>
public enum MissCause
{
    /// <summary>The conversation was not in the queue yet: with the bot, or not routed.</summary>
    NotQueued,

    /// <summary>Queued, and nobody could be asked.</summary>
    WaitingNoAgent,

    /// <summary>Offered to an agent who had not accepted.</summary>
    OfferedNotAccepted,

    /// <summary>Accepted by an agent who had not answered.</summary>
    AcceptedNotAnswered,

    /// <summary>The agent's connection was lost, and the conversation was not queued again yet.</summary>
    AgentLost,

    /// <summary>Handed over, and not queued or accepted at the other end yet.</summary>
    Transferred,

    /// <summary>The desk was closed; no timer ran.</summary>
    OutsideHours,
}
