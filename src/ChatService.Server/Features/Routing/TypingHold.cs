using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Routing;

/// <summary>The open offer of an agent who types to another customer waits. Without an open offer typing costs nothing here.</summary>
public sealed class TypingHold(ConversationLanes lanes, PresenceView presence, Offers offers, TimeProvider time)
{
    // Typing is reported once a second or so. What holds for 8 s needs to be stored every 2 s at most.
    private readonly KeyedLimiter pace = new(time, 1, TimeSpan.FromSeconds(2));

    /// <summary>The agent types to a customer it serves.</summary>
    public async Task TypedAsync(Guid agentId, CancellationToken cancellationToken)
    {
        if (!presence.HasOpenOffer(agentId) || !pace.TryTake(agentId.ToString("N"), out _))
        {
            return;
        }

        try
        {
            await lanes.RunManyAsync<object?>(
                async (batch, token) =>
                {
                    (await batch.Scope.ChangeStatusAsync(agentId, token)).WorkedAt = batch.Scope.Now;
                    await offers.HoldAsync(batch, agentId, token);
                    return null;
                },
                cancellationToken);
        }
        catch (RefusedException)
        {
            // The store is away. The next report of typing holds the offer.
        }
    }
}
