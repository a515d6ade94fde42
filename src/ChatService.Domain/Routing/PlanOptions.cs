namespace ChatService.Domain.Routing;

/// <summary>Limits on what a plan writes down. They never change who gets what.</summary>
public sealed record PlanOptions
{
    public static PlanOptions Default { get; } = new();

    /// <summary>How many unserved conversations, from the head of the queue, get a decision that explains why. A long queue is explained by its head.</summary>
    public int ExplainUnserved { get; init; } = 50;

    /// <summary>Agents named in one explanation: about 1.5 KB of JSON.</summary>
    public int MaxCandidates { get; init; } = 20;

    /// <summary>Of these, agents who could have had it.</summary>
    public int MaxRanked { get; init; } = 8;
}
