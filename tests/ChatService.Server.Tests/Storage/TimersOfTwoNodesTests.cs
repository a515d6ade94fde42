using System.Diagnostics;
using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Storage;

/// <summary>P8: a timer ends once, whoever armed it and however many nodes there are.</summary>
public sealed class TimersOfTwoNodesTests
{
    private const int Many = 30;

    [Fact]
    public async Task A_timer_of_a_node_that_is_gone_is_fired_by_another_within_five_seconds()
    {
        await using var nodes = TwoNodes.Open();
        await using var dying = nodes.Start();
        await using var admin = await nodes.B.AdminAsync();
        var agent = Guid.NewGuid();
        var due = DateTimeOffset.MinValue;
        await dying.Services.GetRequiredService<WriteSession>().RunAsync(
            (scope, _) =>
            {
                due = scope.Now.AddSeconds(1);
                scope.Arm(AgentLeases.GraceTimer, due, subjectId: agent);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await dying.DisposeAsync();
        await nodes.A.DisposeAsync();

        var clock = Stopwatch.StartNew();
        while (await nodes.SqlAsync($"SELECT state FROM durable_timer WHERE subject_id = '{agent}'") is not "Fired")
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "never fired");
        }

        var late = await nodes.SqlAsync($"SELECT extract(epoch FROM ended_at - due_at)::float8 FROM durable_timer WHERE subject_id = '{agent}'");
        Assert.InRange((double)late!, 0, 5);
    }

    [Fact]
    public async Task Timers_that_both_nodes_fire_have_their_effect_once()
    {
        await using var nodes = TwoNodes.Open();
        var lanes = nodes.A.Services.GetRequiredService<ConversationLanes>();
        for (var i = 0; i < Many; i++)
        {
            await using var visitor = await nodes.A.VisitorAsync();
            var id = (await visitor.StartAsync("Hello")).ConversationId;
            await lanes.RunAsync(
                new ConversationCommand<Empty>(id, unit =>
                {
                    unit.Assign(Guid.NewGuid(), "Ann", "take", Actor.System);
                    unit.End(Actor.System, "resolved", wrapUpSeconds: 3);
                    return Empty.Value;
                }),
                CancellationToken.None).Soon();
        }

        var clock = Stopwatch.StartNew();
        while (await nodes.SqlAsync("SELECT count(*) FROM durable_timer WHERE kind = 'wrap_up_end' AND state = 'Fired'") is not (long)Many)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), "not all were fired");
        }

        Assert.Equal((long)Many, await nodes.SqlAsync("SELECT count(*) FROM logged_event WHERE type = 'wrap_up_ended'"));
        Assert.Equal((long)Many, await nodes.SqlAsync("SELECT count(*) FROM conversation WHERE state = 'Closed'"));
        Assert.Equal(0L, await nodes.SqlAsync("SELECT count(*) FROM durable_timer WHERE kind = 'wrap_up_end' AND ended_at < due_at"));
    }

    [Fact]
    public async Task A_timer_without_a_conversation_that_both_nodes_fire_at_once_is_fired_once()
    {
        await using var nodes = TwoNodes.Open();
        var fired = 0;
        for (var round = 0; round < 10; round++)
        {
            DurableTimer timer = null!;
            await nodes.A.Services.GetRequiredService<WriteSession>().RunAsync(
                (scope, _) =>
                {
                    // Far away, so that only this test fires it.
                    timer = scope.Arm("test", scope.Now.AddHours(1));
                    return Task.CompletedTask;
                },
                CancellationToken.None);
            await Task.WhenAll(EndAsync(nodes.A, timer.Id), EndAsync(nodes.B, timer.Id), EndAsync(nodes.A, timer.Id)).Soon();
        }

        Assert.Equal(10, fired);

        Task EndAsync(ChatHost host, Guid id) => host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, token) =>
            {
                var row = (await scope.Db.Set<DurableTimer>().FindAsync([id], token))!;
                if (row.End(TimerState.Fired, scope.Now))
                {
                    await scope.Db.SaveChangesAsync(token);
                    Interlocked.Increment(ref fired);
                }
            },
            CancellationToken.None);
    }
}
