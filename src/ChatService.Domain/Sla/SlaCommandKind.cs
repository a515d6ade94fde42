namespace ChatService.Domain.Sla;

/// <summary>What to do with a timer.</summary>
public enum SlaCommandKind
{
    /// <summary>Start it.</summary>
    Arm,

    /// <summary>End it as met or breached, by its due time.</summary>
    Fulfil,

    /// <summary>End it without a verdict.</summary>
    Cancel,
}
