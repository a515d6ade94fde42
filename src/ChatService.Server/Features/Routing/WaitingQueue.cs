using ChatService.Domain;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>What one plan is made from, read inside the transaction that writes the plan.</summary>
internal sealed record RoutingInput(
    RoutingSnapshot Snapshot,
    InboxRoutingSettings Settings,
    IReadOnlyDictionary<Guid, Guid> Preferred,
    DateTimeOffset? NextLift,
    IReadOnlyDictionary<Guid, long> Versions)
{
    /// <summary>Those of an inbox that is disabled wait, and nobody is asked: their customers are cut off.</summary>
    public RoutingInput WithoutDisabledInboxes() => Snapshot.Conversations.All(waiting => !waiting.InboxDisabled)
        ? this
        : this with { Snapshot = Snapshot with { Conversations = [.. Snapshot.Conversations.Where(waiting => !waiting.InboxDisabled)] } };
}

/// <summary>Reads the queue and the agents as the planner wants them: four queries, the rest is in memory.</summary>
public sealed class WaitingQueue(InboxDirectory inboxes, AgentDirectory agents)
{
    // The oldest are planned first; what is beyond has its turn when they are served.
    private const int MaxWaiting = 12_000;

    /// <summary>Null when nobody waits.</summary>
    internal async Task<RoutingInput?> ReadAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await WaitingAsync(db, cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var offers = (await db.Set<OfferRow>().AsNoTracking().Where(o => o.State == OfferState.Open)
            .Select(o => new { o.ConversationId, o.AgentId, o.ExpiresAt, o.Ring }).ToListAsync(cancellationToken))
            .ToLookup(o => o.ConversationId, o => new OutstandingOffer(o.AgentId, o.ExpiresAt, o.Ring));
        DateTimeOffset? nextLift = null;
        var conversations = new List<QueuedConversation>(rows.Count);
        foreach (var row in rows)
        {
            var lift = Exclusions.LiftedAt(row.ExcludedUntil, row.RingStartedAt, row.QueuedAt);
            var excluded = Exclusions.InForce(row.ExcludedAgentIds, lift, now);
            nextLift = excluded.Count > 0 && (nextLift is null || lift < nextLift) ? lift : nextLift;
            conversations.Add(row.ToQueued(inboxes.Find(row.InboxId), [.. offers[row.Id]], excluded));
        }

        var preferred = rows.Where(r => r.PreferredAgentId is not null).ToDictionary(r => r.Id, r => r.PreferredAgentId!.Value);
        var snapshot = new RoutingSnapshot(conversations, await AgentsAsync(db, cancellationToken));
        return new RoutingInput(snapshot, SettingsFor(rows), preferred, nextLift, rows.ToDictionary(r => r.Id, r => r.Version));
    }

    /// <summary>Whether the agent of an open offer may have the conversation, by the rights of now.</summary>
    internal bool MayKeep(ConversationUnit unit, OfferRow offer, CurrentRights rights)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(offer);
        var (conversation, inbox) = (unit.Conversation, inboxes.Find(unit.Conversation.InboxId));
        var waiting = new QueuedConversation
        {
            Id = conversation.Id,
            InboxId = conversation.InboxId,
            TeamId = conversation.TeamId,
            InboxTeamIds = rights.InboxTeamIds,
            InboxDisabled = inbox is { Enabled: false },
            EnqueuedAt = conversation.QueuedAt ?? conversation.CreatedAt,
            RingStartedAt = conversation.RingStartedAt,
            OwnerAgentId = conversation.PreferredAgentId,
        };
        List<Guid> siblings = [.. agents.Teams.SelectMany(team => team.SiblingTeamIds).Distinct()];
        return LostOffers.Stands(
            waiting, Snapshot(rights.Agent, null, connected: true, default), offer.Ring, RoutingOptionsMap.Map(inbox?.Routing ?? new RoutingOptions(), siblings), unit.Now);
    }

    private static Task<List<WaitingRow>> WaitingAsync(ChatDb db, CancellationToken cancellationToken) =>
        db.Set<Conversation>().AsNoTracking()
            .Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered)
            .OrderBy(c => c.QueuedAt).Take(MaxWaiting)
            .Join(db.Set<Contact>(), c => c.ContactId, p => p.Id, (c, p) => new WaitingRow(
                c.Id, c.InboxId, c.TeamId, c.Priority, c.QueuedAt ?? c.CreatedAt, c.RingStartedAt, c.RingReached, c.Locale,
                c.PreferredAgentId, c.LastAgentId, c.ExcludedAgentIds, c.ExcludedUntil, c.Skills, p.Level, c.Version))
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<AgentSnapshot>> AgentsAsync(ChatDb db, CancellationToken cancellationToken)
    {
        var statuses = await db.Set<AgentStatusRow>().AsNoTracking().ToDictionaryAsync(s => s.AgentId, cancellationToken);
        var connected = (await db.Set<AgentLease>().Where(l => l.Connected).Select(l => l.AgentId).ToListAsync(cancellationToken)).ToHashSet();
        var loads = await AgentLoads.ReadAsync(db, null, cancellationToken);
        return [.. agents.Agents.Where(a => !a.Disabled).Select(a => Snapshot(a, statuses.GetValueOrDefault(a.Id), connected.Contains(a.Id), loads.GetValueOrDefault(a.Id)))];
    }

    private static AgentSnapshot Snapshot(Agent agent, AgentStatusRow? status, bool connected, AgentLoad load) => new()
    {
        Id = agent.Id,
        Status = status?.Status ?? AgentStatus.Offline,
        HasLiveLease = connected,
        NotResponding = status?.NotResponding ?? false,
        HasOpenOffer = load.Offered > 0,
        AcceptedAt = status?.AcceptedAt,
        CoolDownUntil = status?.CoolDownUntil,
        Teams = agent.TeamIds,
        Inboxes = agent.InboxIds,
        ServesAll = agent.ServesAll,
        Skills = [.. agent.Skills.Select(s => new SkillLevel(s.Key, s.Value))],
        Languages = agent.Languages,
        IsVipDesk = agent.VipDesk,
        CapacitySlots = agent.Capacity,
        UsedSlots = load.Used,
        IdleSince = status?.IdleSince ?? DateTimeOffset.MinValue,
    };

    // Settings belong to an inbox, siblings to a team: a ring asks the siblings of the teams that wait in the inbox.
    private InboxRoutingSettings SettingsFor(List<WaitingRow> rows)
    {
        var siblings = agents.Teams.ToDictionary(t => t.Id, t => t.SiblingTeamIds);
        var settings = new Dictionary<Guid, RoutingSettings>();
        foreach (var waiting in rows.GroupBy(r => r.InboxId))
        {
            var asked = waiting.Select(r => r.TeamId).OfType<Guid>().Distinct().SelectMany(team => siblings.GetValueOrDefault(team) ?? []).Distinct();
            settings[waiting.Key] = RoutingOptionsMap.Map(inboxes.Find(waiting.Key)?.Routing ?? new RoutingOptions(), [.. asked]);
        }

        return new InboxRoutingSettings(settings);
    }

    private sealed record WaitingRow(
        Guid Id,
        Guid InboxId,
        Guid? TeamId,
        Priority Priority,
        DateTimeOffset QueuedAt,
        DateTimeOffset? RingStartedAt,
        int RingReached,
        string Locale,
        Guid? PreferredAgentId,
        Guid? LastAgentId,
        List<Guid> ExcludedAgentIds,
        DateTimeOffset? ExcludedUntil,
        Dictionary<string, int>? Skills,
        string? Level,
        long Version)
    {
        public QueuedConversation ToQueued(Inbox? inbox, IReadOnlyList<OutstandingOffer> offers, IReadOnlyList<Guid> excluded) => new()
        {
            Id = Id,
            InboxId = InboxId,
            TeamId = TeamId,
            InboxTeamIds = inbox?.TeamIds ?? [],
            InboxDisabled = inbox is { Enabled: false },
            RequiredSkills = NeededSkills.Of(inbox?.Routing.RequiredSkills, Skills),
            Priority = Priority,
            EnqueuedAt = QueuedAt,
            RingStartedAt = RingStartedAt,
            RingReached = RingReached,
            Language = Locale,
            OwnerAgentId = PreferredAgentId,
            LastAgentId = LastAgentId,
            IsVip = string.Equals(Level, "vip", StringComparison.OrdinalIgnoreCase),
            ExcludedAgentIds = excluded,
            Offers = offers,
        };
    }
}
