using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>An agent answers an offer, decided in the conversation's lane: of all that race for it one wins.</summary>
public sealed class AnswerOffer(ConversationLanes lanes, IDbContextFactory<ChatDb> contexts, Offers offers, WaitingQueue queue)
{
    /// <summary>The conversation is the agent's; offer_ended when it is over. Accepting again what one has accepted is a success.</summary>
    public Task<Outcome<ConversationAnswer>> AcceptAsync(AgentCaller agent, AcceptOfferRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync<ConversationAnswer>(agent, request.OfferId, (unit, offer, token) => AcceptAsync(unit, offer, agent, token), cancellationToken);
    }

    /// <summary>The next agent is asked; offer_ended when it is over.</summary>
    public Task<Outcome<Empty>> DeclineAsync(AgentCaller agent, DeclineOfferRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync<Empty>(
            agent,
            request.OfferId,
            async (unit, offer, token) =>
            {
                var change = OfferRules.Decline(offer.ToOffer(), agent.Id, unit.Now);
                if (change.Refusal == OfferRefusal.AlreadyDeclined)
                {
                    return Empty.Value;
                }

                if (!change.IsAllowed)
                {
                    return Ended();
                }

                await offers.DeclineAsync(unit, offer, agent, token);
                return Empty.Value;
            },
            cancellationToken);
    }

    private async Task<Outcome<ConversationAnswer>> AcceptAsync(ConversationUnit unit, OfferRow offer, AgentCaller agent, CancellationToken cancellationToken)
    {
        var change = OfferRules.Accept(offer.ToOffer(), agent.Id, unit.Now);
        if (change.Refusal == OfferRefusal.AlreadyAccepted && unit.Conversation.AssigneeId == agent.Id)
        {
            return new ConversationAnswer(unit.Conversation.Id);
        }

        // The right may have ended a moment ago; the drain that withdraws the offer is on its way.
        if (!change.IsAllowed || !unit.Conversation.IsWaiting
            || await CurrentRights.ReadAsync(unit, agent, cancellationToken) is not { } rights || !queue.MayKeep(unit, offer, rights))
        {
            return Ended();
        }

        // The offer itself holds a slot, so only a capacity that was lowered meanwhile can refuse here.
        if (await Slots.UsedAsync(unit, agent.Id, cancellationToken) > agent.Agent.Capacity)
        {
            return new Refusal(ErrorCode.CapacityFull, "You have no free slot.");
        }

        Offers.Accept(unit, offer, agent);
        return new ConversationAnswer(unit.Conversation.Id);
    }

    private async Task<Outcome<T>> AnswerAsync<T>(
        AgentCaller agent, Guid offerId, Func<ConversationUnit, OfferRow, CancellationToken, Task<Outcome<T>>> decide, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversationId = await db.Set<OfferRow>().Where(o => o.Id == offerId && o.AgentId == agent.Id)
            .Select(o => (Guid?)o.ConversationId).FirstOrDefaultAsync(cancellationToken);
        return conversationId is { } id
            ? await lanes.RunAsync(new Command<T>(id, offerId, decide), cancellationToken)
            : Refusal.NotFound("offer");
    }

    private static Refusal Ended() => new(ErrorCode.OfferEnded, "This offer is over.");

    private sealed class Command<T>(
        Guid conversationId, Guid offerId, Func<ConversationUnit, OfferRow, CancellationToken, Task<Outcome<T>>> decide) : IConversationCommand<T>
    {
        public Guid LaneKey => conversationId;
        public Guid? ConversationId => conversationId;
        public Guid? ClientMessageId => null;

        public async ValueTask<Outcome<T>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            var offer = await batch.Scope.Db.Set<OfferRow>().FindAsync([offerId], cancellationToken);
            return batch.Find(conversationId) is { } unit && offer is not null ? await decide(unit, offer, cancellationToken) : Refusal.NotFound("offer");
        }
    }
}
