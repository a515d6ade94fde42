using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>An agent who goes away or offline is asked nothing more: its open offers are withdrawn, and the next agent is asked at once.</summary>
public sealed class StatusReaction(IEnumerable<IConversationReaction> reactions) : IStatusReaction
{
    private readonly IReadOnlyList<IConversationReaction> reactions = [.. reactions];

    public async Task StatusSetAsync(WriteScope scope, AgentStatusRow status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(status);
        if (status.Status == AgentStatus.Available)
        {
            return;
        }

        var batch = new ConversationBatch(scope, reactions);
        await WithdrawAllAsync(batch, status.AgentId, cancellationToken);
        await batch.SettleAsync(cancellationToken);
    }

    /// <summary>Withdraws every open offer of one agent.</summary>
    public static async Task WithdrawAllAsync(ConversationBatch batch, Guid agentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var open = await batch.Scope.Db.Set<OfferRow>().Where(o => o.AgentId == agentId && o.State == OfferState.Open).ToListAsync(cancellationToken);
        await batch.LoadAsync(open.Select(o => o.ConversationId), cancellationToken);
        foreach (var offer in open)
        {
            Offers.Withdraw(batch.Find(offer.ConversationId)!, offer, Actor.System);
        }
    }
}
