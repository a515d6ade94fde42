using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Open conversations of a team that goes belong to their inbox again, or they would wait for nobody. Each says so, to its log and to whoever shows it.</summary>
public sealed class LeaveTeam(IEnumerable<IConversationReaction> reactions) : ITeamRemoval
{
    public async Task RemovedAsync(WriteScope scope, Guid teamId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var ids = await scope.Db.Set<Conversation>().Where(c => c.TeamId == teamId && c.State != ConversationState.Closed)
            .Select(c => c.Id).ToListAsync(cancellationToken);
        var batch = new ConversationBatch(scope, [.. reactions]);
        await batch.LoadAsync(ids, cancellationToken);
        foreach (var unit in ids.Select(batch.Find).OfType<ConversationUnit>())
        {
            unit.Conversation.TeamId = null;
            unit.Raise(new TeamLeft(Actor.System, teamId));
        }

        await batch.SettleAsync(cancellationToken);
    }
}
