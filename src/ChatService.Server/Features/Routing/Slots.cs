using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Routing;

/// <summary>Slots counted inside the transaction that is about to use one.</summary>
internal static class Slots
{
    /// <summary>Until the end of the transaction nobody else gives these agents anything.</summary>
    public static async ValueTask LockAsync(WriteScope scope, IEnumerable<Guid> agentIds, CancellationToken cancellationToken) =>
        await scope.LockQueueAsync(cancellationToken, [.. agentIds.Distinct().Order().Select(id => $"agent:{id}")]);

    /// <summary>What the agent uses, with everything that this transaction has changed so far: batch-mates included.</summary>
    public static async Task<int> UsedAsync(ConversationUnit unit, Guid agentId, CancellationToken cancellationToken)
    {
        await LockAsync(unit.Batch.Scope, [agentId], cancellationToken);
        // A query sees what is saved.
        await unit.Batch.Scope.SaveAsync(cancellationToken);
        var loads = await AgentLoads.ReadAsync(unit.Batch.Scope.Db, [agentId], cancellationToken);
        return loads.GetValueOrDefault(agentId).Used;
    }
}
