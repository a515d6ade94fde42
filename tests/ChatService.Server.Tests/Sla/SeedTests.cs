using ChatService.Domain.Sla;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Sla;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatService.Server.Tests.Sla;

/// <summary>A better default reaches installations that have not touched theirs, and no others.</summary>
public sealed class SeedTests
{
    private static readonly SlaBreachAction Raise = new(SlaAction.RaisePriority, SlaMetric.FirstResponse);

    [Fact]
    public async Task An_untouched_seed_follows_the_better_default_once()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await desk.ReadAsync(db => RewriteAsync(db, version: 1));
        await StartAsync(desk);
        await StartAsync(desk);
        var versions = await VersionsAsync(desk);
        Assert.Equal([(1, false), (2, true)], versions.Select(v => (v.Version, v.IsCurrent)));
        Assert.DoesNotContain(versions[1].Policy.BreachActions, action => action.Action == SlaAction.RaisePriority);
        Assert.Equal(1, await desk.ReadAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Entity == "sla_policy" && entry.ActorId == null)));
    }

    [Fact]
    public async Task A_policy_that_an_admin_saved_stays_as_it_is()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await desk.PromiseAsync(policy => policy with { BreachActions = [.. policy.BreachActions, Raise] });
        await StartAsync(desk);
        var current = Assert.Single(await VersionsAsync(desk), v => v.IsCurrent);
        Assert.Equal(2, current.Version);
        Assert.Contains(Raise, current.Policy.BreachActions);
    }

    private static async Task<int> RewriteAsync(Platform.Storage.ChatDb db, int version)
    {
        var seed = await db.Set<SlaPolicyVersion>().SingleAsync(v => v.Version == version);
        seed.Policy = seed.Policy with { BreachActions = [.. seed.Policy.BreachActions, Raise] };
        return await db.SaveChangesAsync();
    }

    private static Task StartAsync(SlaDesk desk) =>
        desk.Services.GetServices<IHostedService>().OfType<SeedSlaPolicy>().Single().StartAsync(CancellationToken.None);

    private static Task<List<SlaPolicyVersion>> VersionsAsync(SlaDesk desk) =>
        desk.ReadAsync(db => db.Set<SlaPolicyVersion>().AsNoTracking().OrderBy(v => v.Version).ToListAsync());
}
