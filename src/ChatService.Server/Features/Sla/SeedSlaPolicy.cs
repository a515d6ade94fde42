using ChatService.Domain.Sla;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// Gives an empty installation the 30-second promise. Runs at every start, after the schema is there; an admin who deleted every policy keeps having none,
/// because the versions stay.
/// </summary>
public sealed class SeedSlaPolicy(WriteSession session) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            if (await scope.Db.Set<SlaPolicyVersion>().AnyAsync(token))
            {
                return;
            }

            var policy = SlaPolicy.Default;
            scope.Db.Add(new SlaPolicyVersion { Id = policy.Id, Version = policy.Version, Policy = policy, IsCurrent = true, CreatedAt = scope.Now });
            scope.Tell(new SnapshotStale(typeof(SlaPolicyVersion)));
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
