namespace ChatService.Domain.Routing;

/// <summary>The filters of routing, in their order. Used by the planner, and by a manual take to learn why it is refused.</summary>
public static class AgentEligibility
{
    /// <summary>The first filter that removes the agent from this conversation, or null when the agent may have it.</summary>
    public static RoutingFilter? Check(QueuedConversation conversation, AgentSnapshot agent, RoutingSettings settings, DateTimeOffset now)
    {
        var ring = RingClock.RingAt(conversation, settings, now);
        var own = CheckOwn(conversation, agent.Id);
        var shared = CheckShared(conversation, agent, agent.UsedSlots, agent.HasOpenOffer, settings, ring, now);
        return shared == RoutingFilter.OfferOpen && own == RoutingFilter.AlreadyOffered ? own : shared ?? own;
    }

    /// <summary>
    /// Whether an offer made in <paramref name="ring"/> may stand: the agent serves the conversation where it is now, or the ring still asks it. Another team of the same inbox does not end
    /// an offer.
    /// </summary>
    public static bool MayKeepOffer(QueuedConversation conversation, AgentSnapshot agent, RoutingSettings settings, int ring, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var stage = settings.Rings[Math.Clamp(Math.Max(ring, RingClock.RingAt(conversation, settings, now)), 0, settings.Rings.Count - 1)];
        return !conversation.InboxDisabled
            && (Serves(conversation, agent) || agent.Inboxes.Contains(conversation.InboxId) || CheckPlace(conversation, agent, stage) is null);
    }

    /// <summary>The filters that are the same for every conversation alike in inbox, team, skills, language, weight and ring.</summary>
    internal static RoutingFilter? CheckShared(
        QueuedConversation conversation,
        AgentSnapshot agent,
        int usedSlots,
        bool hasOpenOffer,
        RoutingSettings settings,
        int ring,
        DateTimeOffset now)
    {
        var stage = ring < settings.Rings.Count ? settings.Rings[ring] : RoutingRing.Defaults[0];
        if (CheckPresence(agent) is { } absent)
        {
            return absent;
        }

        if (CheckPlace(conversation, agent, stage) is { } elsewhere)
        {
            return elsewhere;
        }

        if (!stage.IgnoreSkills && !HasSkills(agent, conversation.RequiredSkills))
        {
            return RoutingFilter.MissingSkill;
        }

        if (!(ring >= settings.IgnoreLanguageFromRing) && !LanguageMatch.ServesAny(agent.Languages, conversation.Language))
        {
            return RoutingFilter.WrongLanguage;
        }

        if (agent.CapacitySlots - usedSlots < conversation.Slots)
        {
            return RoutingFilter.NoCapacity;
        }

        return IsCooling(agent, now) ? RoutingFilter.CoolDown
            : hasOpenOffer && settings.Asks ? RoutingFilter.OfferOpen
            : null;
    }

    internal static RoutingFilter? CheckPresence(AgentSnapshot agent) =>
        !agent.HasLiveLease ? RoutingFilter.NoLease
        : agent.Status != AgentStatus.Available ? RoutingFilter.NotAvailable
        : agent.NotResponding ? RoutingFilter.NotResponding
        : null;

    internal static bool IsCooling(AgentSnapshot agent, DateTimeOffset now) => agent.CoolDownUntil > now;

    private static RoutingFilter? CheckOwn(QueuedConversation conversation, Guid agentId)
    {
        if (conversation.ExcludedAgentIds.Contains(agentId))
        {
            return RoutingFilter.Declined;
        }

        return conversation.Offers.Any(offer => offer.AgentId == agentId) ? RoutingFilter.AlreadyOffered : null;
    }

    private static RoutingFilter? CheckPlace(QueuedConversation conversation, AgentSnapshot agent, RoutingRing stage)
    {
        if (!ServesInbox(conversation, agent, stage))
        {
            return RoutingFilter.WrongInbox;
        }

        return stage.Scope != RingScope.Anyone && conversation.TeamId is not null && !IsInAskedTeam(conversation, agent, stage) ? RoutingFilter.WrongTeam : null;
    }

    // An agent known by teams only is asked through the teams, or by the ring that asks anyone.
    private static bool ServesInbox(QueuedConversation conversation, AgentSnapshot agent, RoutingRing stage) =>
        Serves(conversation, agent)
        || (agent.Inboxes.Count > 0
            ? agent.Inboxes.Contains(conversation.InboxId)
            : agent.Teams.Count > 0 && (stage.Scope == RingScope.Anyone || conversation.TeamId is not null));

    // Members of the inbox's teams, and of the team that the conversation was given to, serve it whatever inboxes they name.
    private static bool Serves(QueuedConversation conversation, AgentSnapshot agent)
    {
        foreach (var team in agent.Teams)
        {
            if (team == conversation.TeamId || conversation.InboxTeamIds.Contains(team))
            {
                return true;
            }
        }

        return agent.ServesAll;
    }

    private static bool IsInAskedTeam(QueuedConversation conversation, AgentSnapshot agent, RoutingRing stage)
    {
        foreach (var team in agent.Teams)
        {
            if (team == conversation.TeamId || (stage.Scope == RingScope.SiblingTeams && stage.SiblingTeamIds.Contains(team)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSkills(AgentSnapshot agent, IReadOnlyList<SkillLevel> required)
    {
        foreach (var need in required)
        {
            if (!agent.Skills.Any(has => has.Level >= need.Level && has.Skill.Equals(need.Skill, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }
}
