using ChatService.Domain.Routing;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>The tracked status row of an agent inside a write transaction.</summary>
public static class AgentStatuses
{
    /// <summary>The row, added when the agent has none yet, and marked as changed.</summary>
    public static async Task<AgentStatusRow> ChangeStatusAsync(this WriteScope scope, Guid agentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var row = await scope.Db.Set<AgentStatusRow>().FindAsync([agentId], cancellationToken);
        if (row is null)
        {
            row = new AgentStatusRow { AgentId = agentId, Status = AgentStatus.Offline, StatusSince = scope.Now, IdleSince = scope.Now };
            scope.Db.Add(row);
        }

        row.Version++;
        return row;
    }
}
