using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// An agent keeps no conversation that it had by a right which has ended: it goes back to the queue (<c>access_lost</c>), wrap-ups end. What a person handed over to an agent of another team
/// stays with that agent, who never needed the right; an agent that is disabled, or serves nothing any more, keeps nothing. Open offers of agents who stay are withdrawn by the drain
/// that follows (<see cref="QueueDrain"/>), those of agents whose log-ins have ended here.
/// </summary>
public sealed class LostPlaceReaction(IEnumerable<IConversationReaction> reactions) : IPlaceLossReaction
{
    private readonly IReadOnlyList<IConversationReaction> reactions = [.. reactions];

    public async Task LostAsync(WriteScope scope, IReadOnlyList<PlaceLost> losses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(losses);
        var byAgent = losses.ToDictionary(loss => loss.Before.Id);
        var ids = byAgent.Keys.ToList();
        // Whoever is being given something has it before this look, or reads the rights after this change.
        await Slots.LockAsync(scope, ids, cancellationToken);
        var batch = new ConversationBatch(scope, reactions);
        var held = await scope.Db.Set<Conversation>()
            .Where(c => c.AssigneeId != null && ids.Contains(c.AssigneeId.Value)
                && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer || c.State == ConversationState.WrapUp))
            .OrderBy(c => c.QueuedAt).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        await batch.LoadAsync(held, cancellationToken);
        foreach (var unit in held.Select(batch.Find).OfType<ConversationUnit>())
        {
            // Under its lock: a colleague may have taken it over meanwhile.
            if (byAgent.GetValueOrDefault(unit.Conversation.AssigneeId ?? Guid.Empty) is { } loss && unit.Conversation.IsOpen && IsLost(unit.Conversation, loss))
            {
                AgentRelease.Release(unit, loss.Before.Id, loss.Before.Name, $"{loss.Before.Name} left the conversation. We are finding somebody else.", "access_lost");
            }
        }

        foreach (var loss in losses)
        {
            if (loss.LoggedOut)
            {
                await StatusReaction.WithdrawAllAsync(batch, loss.Before.Id, cancellationToken);
            }

            scope.Tell(new AgentPresenceChanged(loss.Before.Id));
        }

        await batch.SettleAsync(cancellationToken);
    }

    private static bool IsLost(Conversation conversation, PlaceLost loss) =>
        loss.After is not { } after || after is { SeesAll: false, HasNoPlace: true } || (SeesByPlace(loss.Before, conversation) && !SeesByPlace(after, conversation));

    // Not because it has the conversation.
    private static bool SeesByPlace(Agent agent, Conversation conversation) => agent.CanSee(conversation.InboxId, conversation.TeamId, assigneeId: null);
}
