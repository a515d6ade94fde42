using System.Text.Json;
using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>Decisions of a conversation, newest first.</summary>
public sealed record DecisionList(IReadOnlyList<DecisionView> Items);

/// <summary>An offer that still waits for its answer.</summary>
public sealed record OpenOffer(Guid OfferId, Guid ConversationId, DateTimeOffset ExpiresAt, OfferReason Reason);

/// <summary>Reads of offers and decisions.</summary>
public sealed class RoutingQueries(IDbContextFactory<ChatDb> contexts, AgentDirectory agents, TimeProvider time)
{
    // A conversation that is transferred all day has perhaps 50.
    private const int MaxDecisions = 200;

    /// <summary>Why it went where it went; not_found when the agent may not see the conversation.</summary>
    public async Task<Outcome<DecisionList>> DecisionsAsync(Agent agent, Guid conversationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<Conversation>().VisibleTo(agent).AnyAsync(c => c.Id == conversationId, cancellationToken))
        {
            return Refusal.NotFound("conversation");
        }

        return new DecisionList(await LatestAsync(db, conversationId, MaxDecisions, cancellationToken));
    }

    /// <summary>The newest decisions, newest first. The caller has checked who may see the conversation.</summary>
    internal async Task<IReadOnlyList<DecisionView>> LatestAsync(ChatDb db, Guid conversationId, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Set<RoutingDecisionRow>().AsNoTracking().Where(d => d.ConversationId == conversationId)
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(View)];
    }

    /// <summary>Offers of an agent that are open and not due, oldest first: told again when it connects.</summary>
    public async Task<IReadOnlyList<OpenOffer>> OpenOffersAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await db.Set<OfferRow>().AsNoTracking().Where(o => o.AgentId == agentId && o.State == OfferState.Open && o.ExpiresAt > now)
            .OrderBy(o => o.MadeAt).Select(o => new OpenOffer(o.Id, o.ConversationId, o.ExpiresAt, o.Reason)).ToListAsync(cancellationToken);
    }

    /// <summary>Who has an open offer of one of these conversations.</summary>
    public async Task<IReadOnlyList<Guid>> AskedAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken)
    {
        if (conversationIds.Count == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OfferRow>().Where(o => conversationIds.Contains(o.ConversationId) && o.State == OfferState.Open).Select(o => o.AgentId).Distinct().ToListAsync(cancellationToken);
    }

    private DecisionView View(RoutingDecisionRow row)
    {
        var why = JsonSerializer.Deserialize<RoutingExplanation>(row.Explanation, JsonColumn.Options)!;
        return new DecisionView
        {
            Id = row.Id,
            At = row.At,
            Kind = WireWord.Of(row.Kind),
            Chosen = row.AgentIds.Count > 0 ? Named(row.AgentIds[0]) : null,
            AgentIds = row.AgentIds,
            Ring = why.Ring,
            Scope = why.Scope.ToString(),
            Score = why.Score,
            QueuePosition = why.QueuePosition,
            QueueLength = why.QueueLength,
            DecidedBy = why.DecidedBy?.ToString(),
            NextInLine = why.NextInLine is { } next ? Named(next) : null,
            EligibleCount = why.EligibleCount,
            Candidates = [.. why.Candidates.Select(c => new DecisionCandidate(c.AgentId, Named(c.AgentId).Name, c.RemovedBy?.ToString()))],
            Removed = [.. why.Removed.Select(r => new DecisionFilter(r.Filter.ToString(), r.Count))],
            UnlistedCount = why.UnlistedCount,
        };
    }

    private NamedRef Named(Guid id) => new(id, agents.Find(id)?.Name ?? string.Empty);
}
