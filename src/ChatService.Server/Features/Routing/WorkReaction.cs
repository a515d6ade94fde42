using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// An agent who works is there. Accept, take, send, note, close and transfer forget missed offers, lift not responding and hold the open
/// offer, in the transaction of the work itself.
/// </summary>
/// <remarks>
/// A message of an agent about whom there is nothing to forget or to hold costs no query: <see cref="PresenceView"/> knows from memory. With
/// a shared store it may be two seconds old; then the next piece of work does it.
/// </remarks>
public sealed class WorkReaction(PresenceView presence, Offers offers) : IConversationReaction
{
    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (happened is not { Actor: { Kind: "agent", Id: { } agentId } } || !IsWork(happened))
        {
            return;
        }

        var accepted = happened is AgentAssigned { Via: "accept" or "take" };
        if (!accepted && !presence.IsWatched(agentId))
        {
            return;
        }

        var scope = unit.Batch.Scope;
        var status = await scope.ChangeStatusAsync(agentId, cancellationToken);
        var wasBlocked = status.NotResponding;
        status.Misses = MissPolicy.Worked();
        status.WorkedAt = unit.Now;
        status.AcceptedAt = accepted ? unit.Now : status.AcceptedAt;
        await offers.HoldAsync(unit.Batch, agentId, cancellationToken);
        scope.Tell(new AgentPresenceChanged(agentId));
        if (wasBlocked)
        {
            scope.Tell(new AgentEligibilityChanged(agentId));
        }
    }

    private static bool IsWork(ConversationEvent happened) => happened switch
    {
        MessageAppended { Message: { SenderKind: SenderKind.Agent, Kind: MessageKind.Text or MessageKind.Note } } => true,
        AgentAssigned { Via: "accept" or "take" } or ConversationClosed or WrapUpEnded or ConversationTransferred => true,
        _ => false,
    };
}
