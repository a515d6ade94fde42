namespace ChatService.Server.Features.Agents;

/// <summary>The agent who is logged in, as it sees itself.</summary>
public sealed record Me(
    Guid Id, string Email, string Name, AgentRole Role, string Locale, string Status, string? Reason, string Activity,
    int Capacity, IReadOnlyList<Guid> TeamIds, IReadOnlyList<Guid> InboxIds, bool ServesAll, bool NotResponding)
{
    /// <summary>Under what it writes.</summary>
    public string? Signature { get; init; }
    public string? AvatarUrl { get; init; }
    public bool SecondFactor { get; init; }

    /// <summary>From the row and from presence.</summary>
    public static Me Of(Agent agent, IAgentStatuses statuses)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(statuses);
        var now = statuses.Of(agent.Id);
        return new Me(
            agent.Id, agent.Email, agent.Name, agent.Role, agent.Locale, now.Status, now.Reason, now.Activity, agent.Capacity, agent.TeamIds, agent.InboxIds, agent.ServesAll,
            now.NotResponding)
        {
            Signature = agent.Signature, AvatarUrl = agent.AvatarUrl, SecondFactor = agent.HasSecondFactor,
        };
    }
}

/// <summary>Answer of a log-in.</summary>
public sealed record LogInAnswer(Me Agent);

/// <summary>Answer of <c>GET /api/auth/me</c>; with the server's time a client can tell how wrong its own clock is.</summary>
public sealed record MeAnswer(Me Agent, DateTimeOffset ServerTime);
