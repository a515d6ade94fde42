namespace ChatService.Server.Features.Agents;

/// <summary>Somebody who answers. What it is allowed and able to do; what it does right now is in Presence.</summary>
public sealed class Agent
{
    public Guid Id { get; set; }

    /// <summary>Lower case, unique.</summary>
    public string Email { get; set; } = string.Empty;
    public string Name { get; set; } = string.Empty;
    public AgentRole Role { get; set; }
    public string Locale { get; set; } = "en";
    public string PasswordHash { get; set; } = string.Empty;

    /// <summary>Changed with password and role: older log-ins end.</summary>
    public string SecurityStamp { get; set; } = string.Empty;

    /// <summary>Counted by releases before <see cref="LoginMiss"/>; a node of such a release beside this one still does.</summary>
    public int FailedLogins { get; set; }

    /// <summary>Strangers, from browsers that this agent has not used, are locked out until then. Its own browsers are not; see <see cref="LoginMisses"/>.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Weighted slots.</summary>
    public int Capacity { get; set; } = 4;
    public List<Guid> TeamIds { get; set; } = [];

    public List<Guid> InboxIds { get; set; } = [];
    public Dictionary<string, int> Skills { get; set; } = [];
    public List<string> Languages { get; set; } = [];
    public bool VipDesk { get; set; }
    public bool Disabled { get; set; }

    /// <summary>Stands behind an API token: a program, not a person. It cannot log in and is in no list of people.</summary>
    public bool Service { get; set; }
    public string? AvatarUrl { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>
    /// Serves every inbox, because somebody said so. Never follows from an empty list: an agent whose last team or inbox is taken away serves nothing.
    /// </summary>
    public bool ServesAll { get; set; }

    /// <summary>Until then the password is one that somebody else made: it is changed at the first log-in, and good no longer. Null: its own.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>Put under what it writes where people are used to that.</summary>
    public string? Signature { get; set; }

    /// <summary>Sealed. Null: no second factor.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>The last step whose code was used: it is good once.</summary>
    public long? TotpLastStep { get; set; }

    /// <summary>Hashes of the recovery codes that are left.</summary>
    public List<string>? RecoveryCodes { get; set; }

    /// <summary>Its invitation has not been accepted; nothing is a right password of it.</summary>
    public bool HasNoPassword => PasswordHash.Length == 0;

    /// <summary>A code is needed beside the password.</summary>
    public bool HasSecondFactor => TotpSecret is not null;

    /// <summary>Sees every conversation.</summary>
    public bool SeesAll => Role != AgentRole.Agent || ServesAll;

    /// <summary>Has neither teams nor inboxes.</summary>
    public bool HasNoPlace => TeamIds.Count == 0 && InboxIds.Count == 0;

    /// <summary>
    /// Sets teams and inboxes. An agent that served everything for want of a place is narrowed by its first one, as <paramref name="servesAll"/> is not said; nothing widens an agent unsaid.
    /// </summary>
    public void Place(IReadOnlyList<Guid>? teamIds, IReadOnlyList<Guid>? inboxIds, bool? servesAll)
    {
        var hadNoPlace = HasNoPlace;
        // New lists: the change tracker compares values, other readers may hold the old ones.
        TeamIds = teamIds?.Distinct().ToList() ?? TeamIds;
        InboxIds = inboxIds?.Distinct().ToList() ?? InboxIds;
        ServesAll = servesAll ?? (ServesAll && !(hadNoPlace && !HasNoPlace));
    }

    /// <summary>The same agent with the inboxes that its teams serve beside its own: what routing may offer it, it may also see and take.</summary>
    public Agent Serving(IEnumerable<Guid> teamInboxes)
    {
        var serving = (Agent)MemberwiseClone();
        serving.InboxIds = [.. InboxIds.Union(teamInboxes)];
        return serving;
    }
}

/// <summary>Each may do what those before it may.</summary>
public enum AgentRole
{
    Agent,
    Supervisor,
    Admin,
}

/// <summary>Agents who share queues.</summary>
public sealed class Team
{
    public Guid Id { get; set; }
    public string Name { get; set; } = string.Empty;

    /// <summary>Asked when a ring widens to siblings.</summary>
    public List<Guid> SiblingTeamIds { get; set; } = [];
    public int Version { get; set; } = 1;
}
