using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>A first team to put people into; it has no members and takes nothing from anybody.</summary>
public sealed class DemoTeam : IDemoSeed
{
    public async Task SeedAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!await scope.Db.Set<Team>().AnyAsync(cancellationToken))
        {
            scope.Db.Add(new Team { Id = Guid.CreateVersion7(scope.Now), Name = "Support" });
            scope.Tell(new SnapshotStale(typeof(Team)));
        }
    }
}
