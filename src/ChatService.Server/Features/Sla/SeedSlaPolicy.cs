using ChatService.Domain.Sla;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// Gives an empty installation the 30-second promise. Runs at every start, after the schema is there; an admin who deleted every policy keeps having none,
/// because the versions stay. A seed that nobody has touched follows a better default by a version of its own; what an admin saved stays.
/// </summary>
public sealed class SeedSlaPolicy(WriteSession session) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            // Nodes that start at once seed once.
            await scope.LockQueueAsync(token, "sla_policy_seed");
            var versions = scope.Db.Set<SlaPolicyVersion>();
            if (!await versions.AnyAsync(token))
            {
                Add(scope, SlaPolicy.Default);
                return;
            }

            if (await versions.SingleOrDefaultAsync(v => v.Id == SlaPolicy.Default.Id && v.IsCurrent, token) is { } seed && IsUntouched(seed.Policy))
            {
                seed.IsCurrent = false;
                var next = SlaPolicy.Default with { Version = seed.Version + 1 };
                Add(scope, next);
                AuditTrail.Record(
                    scope, null, "ChatService", "update", "sla_policy", next.Id, next.Name, SlaPolicyWords.View(seed.Policy), SlaPolicyWords.View(next));
            }
        },
        cancellationToken);

    // Whoever saves a policy makes version 2. The first one raised the priority of everything it missed.
    private static bool IsUntouched(SlaPolicy seed) => seed.Version == 1 && seed.BreachActions.Any(action => action.Action == SlaAction.RaisePriority);

    private static void Add(WriteScope scope, SlaPolicy policy)
    {
        scope.Db.Add(new SlaPolicyVersion { Id = policy.Id, Version = policy.Version, Policy = policy, IsCurrent = true, CreatedAt = scope.Now });
        scope.Tell(new SnapshotStale(typeof(SlaPolicyVersion)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
