using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Routing;

/// <summary>A conversation that waits no longer (taken, accepted, closed, whoever did it) has no open offers.</summary>
public sealed class OfferReaction : IConversationReaction
{
    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is not (AgentAssigned or ConversationClosed) || unit.Conversation.IsWaiting || !Offers.AnyOpen(unit))
        {
            return;
        }

        foreach (var offer in await Offers.OpenAsync(unit, cancellationToken))
        {
            Offers.Withdraw(unit, offer, happened.Actor);
        }
    }
}
