using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Nodes;
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
                    // As a process leaves it that had no time to say goodbye.
                    scope.Db.Add(new NodeRow { Id = "earlier", StartedAt = scope.Now, SeenAt = scope.Now.AddMinutes(-1) });
                    scope.Db.Add(new AgentLease { AgentId = agentId, Connected = true, ConnectedAt = scope.Now });
                    scope.Db.Add(new AgentLink { AgentId = agentId, NodeId = "earlier", Since = scope.Now });
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken);
        }

        await using var next = ChatHost.Start(directory.Path);
        // With a shared store the first heartbeat finds them; with the embedded one the start does.
        if (next.Services.GetRequiredService<IStorageEngine>().IsShared)
        {
            await next.Services.GetRequiredService<NodeHeartbeat>().BeatAsync(TestContext.Current.CancellationToken);
        }

        await using var db = await next.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.False(await db.Set<AgentLease>().Where(l => l.AgentId == agentId).Select(l => l.Connected).SingleAsync(TestContext.Current.CancellationToken));
        Assert.True(await db.Set<DurableTimer>().AnyAsync(
            t => t.SubjectId == agentId && t.Kind == AgentLeases.GraceTimer && t.State == TimerState.Armed, TestContext.Current.CancellationToken));
    }
}
