namespace ChatService.Domain.Sla;

/// <summary>What happened to a conversation, as far as a wait is concerned.</summary>
public enum ServiceEventKind
{
    /// <summary>Put into the queue, or back into it.</summary>
    Queued,

    /// <summary>Offered to an agent.</summary>
    Offered,

    /// <summary>The agent said no.</summary>
    Declined,

    /// <summary>The offer ran out of time.</summary>
    Expired,

    /// <summary>The offer was taken back.</summary>
    Withdrawn,

    /// <summary>An agent has it: accepted, taken or assigned.</summary>
    Accepted,

    /// <summary>The lease of the agent ended.</summary>
    AgentLost,

    /// <summary>Handed over to a team or another agent.</summary>
    Transferred,

    /// <summary>A human message that the customer can see.</summary>
    Answered,

    /// <summary>The target was missed.</summary>
    Breached,

    /// <summary>Closed, or left by the customer.</summary>
    Closed,
}
