namespace ChatService.Server.Features.Agents;

/// <summary>An agent on the wire; PROTOCOL.md §4.</summary>
public sealed record AgentView(
    Guid Id, string Email, string Name, AgentRole Role, string Locale, int Capacity, IReadOnlyList<Guid> TeamIds, IReadOnlyList<Guid> InboxIds, bool ServesAll,
    IReadOnlyDictionary<string, int> Skills, IReadOnlyList<string> Languages, bool VipDesk, bool Disabled, string Status, string? Reason, string Activity, int UsedSlots, int Version, bool NotResponding)
{
    /// <summary>Of its photo; null: none.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>It asks for a code at log-in.</summary>
    public bool SecondFactor { get; init; }

    /// <summary>It was invited and has never chosen a password, so it has never logged in.</summary>
    public bool Invited { get; init; }

    /// <summary>Until then its invitation is good; only in an admin's list. Null of an invited one: the link is over, it needs a new one.</summary>
    public DateTimeOffset? InvitedUntil { get; init; }

    /// <summary>Has an invitation been made and not accepted: where it is accepted; shown once.</summary>
    public string? InviteUrl { get; init; }

    /// <summary>Shown once, when we made the password.</summary>
    public string? OneTimePassword { get; init; }

    /// <summary>Strangers tried so many passwords that they are locked out until then; absent otherwise.</summary>
    public DateTimeOffset? StrangersLockedUntil { get; init; }

    /// <summary>From the row and from presence.</summary>
    public static AgentView Of(Agent agent, IAgentStatuses statuses)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return Of([agent], statuses)[0];
    }

    /// <summary>Many at once: presence is asked once.</summary>
    public static IReadOnlyList<AgentView> Of(IReadOnlyList<Agent> agents, IAgentStatuses statuses)
    {
        ArgumentNullException.ThrowIfNull(agents);
        ArgumentNullException.ThrowIfNull(statuses);
        return [.. agents.Zip(statuses.Of([.. agents.Select(a => a.Id)]), Of)];
    }

    private static AgentView Of(Agent agent, AgentStatusNow now)
    {
        return new AgentView(
            agent.Id, agent.Email, agent.Name, agent.Role, agent.Locale, agent.Capacity, [.. agent.TeamIds], [.. agent.InboxIds], agent.ServesAll,
            new Dictionary<string, int>(agent.Skills), [.. agent.Languages], agent.VipDesk, agent.Disabled, now.Status, now.Reason, now.Activity, now.UsedSlots, agent.Version,
            now.NotResponding)
        {
            StrangersLockedUntil = agent.LockedUntil,
            AvatarUrl = agent.AvatarUrl, SecondFactor = agent.HasSecondFactor, Invited = agent.HasNoPassword,
        };
    }

    /// <summary>For the audit trail: what an admin sets, and nothing that changes by itself.</summary>
    internal static object Audited(Agent agent) => new
    {
        agent.Email, agent.Name, agent.Role, agent.Locale, agent.Capacity, TeamIds = agent.TeamIds.ToArray(), InboxIds = agent.InboxIds.ToArray(), agent.ServesAll,
        Skills = new Dictionary<string, int>(agent.Skills), Languages = agent.Languages.ToArray(), agent.VipDesk, agent.Disabled,
    };
}
