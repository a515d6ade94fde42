using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Presence;

public sealed class NodeStartTests
{
    [Fact]
    public async Task The_real_server_ends_the_leases_that_a_killed_one_has_left()
    {
        using var directory = new TempDirectory();
        Guid agentId;
        await using (var killed = ChatHost.Start(directory.Path))
        {
            agentId = killed.Services.GetRequiredService<AgentDirectory>().Agents[0].Id;
            await killed.Services.GetRequiredService<WriteSession>().RunAsync(
                (scope, _) =>
                {
                    // As a process leaves it that had no time to say goodbye. The embedded store has one node, whatever it was called then.
                    scope.Db.Add(new AgentLease { AgentId = agentId, NodeId = TestStore.IsPostgres ? Environment.MachineName : "earlier", NodeEpoch = 1, Connected = true, ConnectedAt = scope.Now });
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken);
        }

        await using var next = ChatHost.Start(directory.Path);
        await using var db = await next.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.False(await db.Set<AgentLease>().Where(l => l.AgentId == agentId).Select(l => l.Connected).SingleAsync(TestContext.Current.CancellationToken));
        Assert.True(await db.Set<DurableTimer>().AnyAsync(
            t => t.SubjectId == agentId && t.Kind == AgentLeases.GraceTimer && t.State == TimerState.Armed, TestContext.Current.CancellationToken));
    }
}
