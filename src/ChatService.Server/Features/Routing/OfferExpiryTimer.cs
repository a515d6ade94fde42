using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Routing;

/// <summary>Ends an offer at its deadline. Durable: an offer made by a process that is gone ends, too.</summary>
public sealed class OfferExpiryTimer(Offers offers) : IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [Offers.ExpiryTimer];

    public async ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(timer);
        var offer = await unit.Batch.Scope.Db.Set<OfferRow>().FindAsync([timer.SubjectId], cancellationToken);
        if (offer is not null && OfferRules.Expire(offer.ToOffer(), unit.Now).IsAllowed)
        {
            await offers.ExpireAsync(unit, offer, cancellationToken);
        }
    }
}
