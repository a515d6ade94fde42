using System.Linq.Expressions;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>Slots in use, counted from what is stored: conversations served, wrap-ups and open offers. Nothing keeps a counter that could drift.</summary>
public sealed class AgentLoads : IAgentLoads
{
    // Snoozed ones hold no slot.
    private static readonly Expression<Func<Conversation, bool>> HoldsSlot = c => c.AssigneeId != null
        && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.WrapUp);

    public IReadOnlyDictionary<Guid, AgentLoad> Read(ChatDb db, IReadOnlyCollection<Guid>? agentIds)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Sum([.. Served(db, agentIds)], [.. Offered(db, agentIds)]);
    }

    /// <summary>As <see cref="Read"/>. Changes of the transaction must have been saved before.</summary>
    public static async Task<IReadOnlyDictionary<Guid, AgentLoad>> ReadAsync(ChatDb db, IReadOnlyCollection<Guid>? agentIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Sum(await Served(db, agentIds).ToListAsync(cancellationToken), await Offered(db, agentIds).ToListAsync(cancellationToken));
    }

    private static IQueryable<Count> Served(ChatDb db, IReadOnlyCollection<Guid>? agentIds)
    {
        var held = db.Set<Conversation>().Where(HoldsSlot);
        held = agentIds is null ? held : held.Where(c => agentIds.Contains(c.AssigneeId!.Value));
        return held.GroupBy(c => new { c.AssigneeId, c.State }).Select(g => new Count(g.Key.AssigneeId!.Value, g.Key.State == ConversationState.WrapUp, g.Count()));
    }

    private static IQueryable<Count> Offered(ChatDb db, IReadOnlyCollection<Guid>? agentIds)
    {
        var open = db.Set<OfferRow>().Where(o => o.State == OfferState.Open);
        open = agentIds is null ? open : open.Where(o => agentIds.Contains(o.AgentId));
        return open.GroupBy(o => o.AgentId).Select(g => new Count(g.Key, false, g.Count()));
    }

    private static Dictionary<Guid, AgentLoad> Sum(List<Count> served, List<Count> offered)
    {
        var loads = new Dictionary<Guid, AgentLoad>();
        foreach (var count in served)
        {
            var load = loads.GetValueOrDefault(count.AgentId);
            loads[count.AgentId] = count.WrapUp ? load with { WrapUp = load.WrapUp + count.Number } : load with { Active = load.Active + count.Number };
        }

        foreach (var count in offered)
        {
            loads[count.AgentId] = loads.GetValueOrDefault(count.AgentId) with { Offered = count.Number };
        }

        return loads;
    }

    private sealed record Count(Guid AgentId, bool WrapUp, int Number);
}
