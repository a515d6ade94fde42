namespace ChatService.Domain.Sla;

/// <summary>How a timer ended. A timer has exactly one outcome.</summary>
public enum SlaOutcome
{
    /// <summary>Fulfilled at or before its due time.</summary>
    Met,

    /// <summary>Its due time passed first.</summary>
    Breached,

    /// <summary>What it waited for can no longer happen, or no target applies any more.</summary>
    Cancelled,
}
