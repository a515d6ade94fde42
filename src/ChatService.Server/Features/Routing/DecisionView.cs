using ChatService.Contracts;

namespace ChatService.Server.Features.Routing;

/// <summary>One candidate; <c>RemovedBy</c> names the filter, null for those who could have had it.</summary>
public sealed record DecisionCandidate(Guid AgentId, string Name, string? RemovedBy);

/// <summary>How many agents a filter removed, listed or not.</summary>
public sealed record DecisionFilter(string Filter, int Count);

/// <summary>A routing decision as a supervisor reads it. Kind: offer, auto_assign, ring_all or none_eligible; filters and comparators by their names.</summary>
public sealed record DecisionView
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }

    /// <summary>The best chosen agent; null when nobody could take it.</summary>
    public NamedRef? Chosen { get; init; }
    public required IReadOnlyList<Guid> AgentIds { get; init; }
    public required int Ring { get; init; }
    public required string Scope { get; init; }
    public required double Score { get; init; }
    public required int QueuePosition { get; init; }
    public required int QueueLength { get; init; }
    public string? DecidedBy { get; init; }
    public NamedRef? NextInLine { get; init; }
    public required int EligibleCount { get; init; }
    public required IReadOnlyList<DecisionCandidate> Candidates { get; init; }
    public required IReadOnlyList<DecisionFilter> Removed { get; init; }
    public required int UnlistedCount { get; init; }
}
