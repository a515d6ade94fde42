using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>Offers, to the agent who is asked.</summary>
public sealed class OfferPush(
    RoutingQueries routing, ConversationQueries conversations, IHubContext<AgentHub, IAgentClient> hub, TimeProvider time) : IEventPush
{
    public Task PushAsync(object happened, CancellationToken cancellationToken) => happened switch
    {
        OfferMadeEvent made => TellAsync(made.ConversationId, made.AgentId, made.OfferId, made.ExpiresAt, made.Reason, cancellationToken),
        OfferHeldEvent held => TellAsync(held.ConversationId, held.AgentId, held.OfferId, held.ExpiresAt, held.Reason, cancellationToken),
        OfferEndedEvent ended => hub.Clients.Group(Audiences.Agent(ended.AgentId)).OfferEnded(new OfferEnded(ended.OfferId, ended.ConversationId, ended.Outcome)),
        _ => Task.CompletedTask,
    };

    /// <summary>Who has an open offer of one of these conversations.</summary>
    public Task<IReadOnlyList<Guid>> AskedAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken) => routing.AskedAsync(conversationIds, cancellationToken);

    /// <summary>Every open offer again, to a connection that has just come.</summary>
    public async Task ResendAsync(Guid agentId, IAgentClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var open = await routing.OpenOffersAsync(agentId, cancellationToken);
        if (open.Count == 0)
        {
            return;
        }

        var rows = await conversations.RowsAsync([.. open.Select(o => o.ConversationId)], cancellationToken);
        foreach (var offer in open.Where(o => rows.ContainsKey(o.ConversationId)))
        {
            await client.OfferMade(new OfferMade(offer.OfferId, offer.ConversationId, offer.ExpiresAt, time.Now(), offer.Reason, rows[offer.ConversationId]));
        }
    }

    // An offer that is held is told once more with its later deadline.
    private async Task TellAsync(
        Guid conversationId, Guid agentId, Guid offerId, DateTimeOffset expiresAt, OfferReason reason, CancellationToken cancellationToken)
    {
        var rows = await conversations.RowsAsync([conversationId], cancellationToken);
        if (rows.TryGetValue(conversationId, out var row))
        {
            await hub.Clients.Group(Audiences.Agent(agentId)).OfferMade(new OfferMade(offerId, conversationId, expiresAt, time.Now(), reason, row));
        }
    }
}
