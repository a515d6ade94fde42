using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// The life of offers inside a conversation's transaction. An offered conversation has an armed <see cref="ExpiryTimer"/> per open offer,
/// so whether any is open is known without a query.
/// </summary>
public sealed class Offers(InboxDirectory inboxes)
{
    /// <summary>The timer that ends an offer; its subject is the offer.</summary>
    public const string ExpiryTimer = "offer_expiry";

    /// <summary>An offer of this conversation is open.</summary>
    public static bool AnyOpen(ConversationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Armed.Any(t => t.Kind == ExpiryTimer);
    }

    /// <summary>The open offers of this conversation, those of this transaction included.</summary>
    public static async Task<IReadOnlyList<OfferRow>> OpenAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var id = unit.Conversation.Id;
        var offers = unit.Batch.Scope.Db.Set<OfferRow>();
        await offers.Where(o => o.ConversationId == id && o.State == OfferState.Open).LoadAsync(cancellationToken);
        return [.. offers.Local.Where(o => o.ConversationId == id && o.State == OfferState.Open)];
    }

    /// <summary>Asks an agent.</summary>
    public static OfferRow Make(ConversationUnit unit, Guid agentId, DateTimeOffset expiresAt, OfferReason reason, Guid decisionId)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(reason);
        var offer = new OfferRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            ConversationId = unit.Conversation.Id,
            AgentId = agentId,
            Ring = reason.Ring,
            MadeAt = unit.Now,
            ExpiresAt = expiresAt,
            Reason = reason,
            DecisionId = decisionId,
        };
        unit.Batch.Scope.Db.Add(offer);
        unit.Move(ConversationState.Offered);
        unit.Arm(ExpiryTimer, expiresAt, offer.Id);
        unit.Raise(new OfferMadeEvent(Actor.System, offer.Id, agentId, expiresAt, reason));
        return offer;
    }

    /// <summary>The agent has it. Reactions to the assignment forget the misses and withdraw the other offers.</summary>
    public static void Accept(ConversationUnit unit, OfferRow offer, AgentCaller agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        End(unit, offer, OfferState.Accepted, agent.Actor);
        unit.Assign(agent.Id, agent.Agent.Name, "accept", agent.Actor);
    }

    /// <summary>The agent said no: the next one is asked, at the original age.</summary>
    public async Task DeclineAsync(ConversationUnit unit, OfferRow offer, AgentCaller agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        End(unit, offer, OfferState.Declined, agent.Actor);
        await PassedAsync(unit, offer, missed: false, cancellationToken);
        BackToQueue(unit, "declined", agent.Actor);
    }

    /// <summary>The deadline passed: as a decline, and it may count as missed (<see cref="MissPolicy.Expired"/>).</summary>
    public async Task ExpireAsync(ConversationUnit unit, OfferRow offer, CancellationToken cancellationToken)
    {
        End(unit, offer, OfferState.Expired, Actor.System);
        await PassedAsync(unit, offer, missed: true, cancellationToken);
        BackToQueue(unit, "expired", Actor.System);
    }

    /// <summary>Taken back, which nobody is blamed for.</summary>
    public static void Withdraw(ConversationUnit unit, OfferRow offer, Actor actor)
    {
        End(unit, offer, OfferState.Withdrawn, actor);
        BackToQueue(unit, "withdrawn", actor);
    }

    private static void End(ConversationUnit unit, OfferRow offer, OfferState state, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(offer);
        offer.State = state;
        offer.EndedAt = unit.Now;
        unit.Cancel(t => t.Kind == ExpiryTimer && t.SubjectId == offer.Id);
        unit.Raise(new OfferEndedEvent(actor, offer.Id, offer.AgentId, state));
    }

    /// <summary>The open offers of an agent who works now wait for it. What another transaction holds is left out: it is being answered.</summary>
    public async Task HoldAsync(ConversationBatch batch, Guid agentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var open = await batch.Scope.Db.Set<OfferRow>().Where(o => o.AgentId == agentId && o.State == OfferState.Open).ToListAsync(cancellationToken);
        await batch.LoadAsync(open.Select(o => o.ConversationId), cancellationToken, LockWaiting.Skip);
        foreach (var offer in open.Where(o => o.State == OfferState.Open))
        {
            if (batch.Find(offer.ConversationId) is { } unit)
            {
                Hold(unit, offer);
            }
        }
    }

    private void Hold(ConversationUnit unit, OfferRow offer)
    {
        if (OfferClock.Hold(offer.ToOffer(), RoutingOf(unit).OfferTimeoutSeconds, unit.Now) is not { } until)
        {
            return;
        }

        offer.ExpiresAt = until;
        unit.Cancel(t => t.Kind == ExpiryTimer && t.SubjectId == offer.Id);
        unit.Arm(ExpiryTimer, until, offer.Id);
        unit.Raise(new OfferHeldEvent(Actor.System, offer.Id, offer.AgentId, until, offer.Reason));
    }

    private RoutingOptions RoutingOf(ConversationUnit unit) => inboxes.Find(unit.Conversation.InboxId)?.Routing ?? new RoutingOptions();

    private static void Exclude(Conversation conversation, Guid agentId, DateTimeOffset now)
    {
        var lifted = Exclusions.LiftedAt(conversation.ExcludedUntil, conversation.RingStartedAt, conversation.QueuedAt ?? now);
        conversation.ExcludedAgentIds = [.. Exclusions.With(conversation.ExcludedAgentIds, lifted, agentId, now)];
        conversation.ExcludedUntil = now + Exclusions.AskAgainAfter;
    }

    private async Task PassedAsync(ConversationUnit unit, OfferRow offer, bool missed, CancellationToken cancellationToken)
    {
        var routing = RoutingOf(unit);
        Exclude(unit.Conversation, offer.AgentId, unit.Now);
        var scope = unit.Batch.Scope;
        var status = await scope.ChangeStatusAsync(offer.AgentId, cancellationToken);
        status.CoolDownUntil = unit.Now.AddSeconds(Math.Max(0, routing.CoolDownSeconds));
        if (missed)
        {
            var lease = await scope.Db.Set<AgentLease>().FindAsync([offer.AgentId], cancellationToken);
            var connectedAt = lease is { Connected: true } ? lease.ConnectedAt : (DateTimeOffset?)null;
            status.Misses = MissPolicy.Expired(status.Misses, offer.MadeAt, status.WorkedAt, connectedAt, routing.MaxMisses);
        }
    }

    // Neither age nor rings start anew: the customer waits on.
    private static void BackToQueue(ConversationUnit unit, string reason, Actor actor)
    {
        var conversation = unit.Conversation;
        if (conversation.State != ConversationState.Offered || AnyOpen(unit))
        {
            return;
        }

        unit.Move(ConversationState.Queued);
        unit.Raise(new ConversationQueued(actor, reason, conversation.QueuedAt ??= unit.Now, conversation.TeamId));
    }
}
