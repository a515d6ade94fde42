using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Open conversations of a team that goes belong to their inbox again, or they would wait for nobody.</summary>
public sealed class LeaveTeam : ITeamRemoval
{
    public Task RemovedAsync(WriteScope scope, Guid teamId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Db.Set<Conversation>().Where(c => c.TeamId == teamId && c.State != ConversationState.Closed)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TeamId, (Guid?)null).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
    }
}
