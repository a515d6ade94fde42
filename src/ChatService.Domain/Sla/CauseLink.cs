namespace ChatService.Domain.Sla;

/// <summary>A stretch of a wait with one cause.</summary>
/// <param name="Cause">What the customer waited for.</param>
/// <param name="AgentId">The agent who was offered it or had it; of several offered at once, the last one asked.</param>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
public readonly record struct CauseLink(MissCause Cause, Guid? AgentId, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Elapsed time.</summary>
    public TimeSpan Duration => To - From;
}
