using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>Takes a token back: refused from the next request on, its open sockets are closed.</summary>
public sealed class RevokeApiToken(WriteSession writes, IStorageEngine engine, AgentPlaces places)
{
    /// <summary>not_found.</summary>
    public Task<Outcome<Done>> HandleAsync(Agent actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return writes.EditAsync<Done>(
            engine,
            async (scope, token) =>
            {
                if (await scope.Db.Set<ApiToken>().FindAsync([id], token) is not { } row)
                {
                    return Refusal.NotFound("API token");
                }

                scope.Db.Remove(row);
                // What it wrote keeps its author: its own agent stays, disabled.
                if (await scope.Db.Set<Agent>().FindAsync([row.AgentId], token) is { Service: true } agent)
                {
                    var rights = await AgentPlaces.ReadAsync(scope, token);
                    agent.Disabled = true;
                    agent.Version++;
                    await places.ChangedAsync(scope, rights, token);
                    scope.Tell(new SnapshotStale(typeof(Agent)));
                }

                AuditTrail.Record(scope, actor.Id, actor.Name, "delete", "api_token", row.Id, row.Name);
                scope.Tell(new SnapshotStale(typeof(ApiToken)));
                scope.Tell(new AgentAccessEnded(row.AgentId, row.Id));
                return Done.It;
            },
            cancellationToken);
    }
}
