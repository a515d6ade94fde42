using System.Diagnostics;
using ChatService.ClusterTests.Faults.Deeds;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.ClusterTests.Faults;

/// <summary>Clients that read nothing, and clients of whom nobody hears that they are gone (P9).</summary>
public sealed class ClientFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    // What may wait for one connection is 8 MB; the rest is room for what a node needs for everybody else.
    private const long Growth = 300L << 20;

    [Fact]
    public async Task F13_a_client_that_stops_reading_is_cut_and_delays_nobody()
    {
        await SufferAsync(
            async crowd =>
            {
                var (before, cuts) = (Victim.Process.Memory, await Victim.FigureAsync(ReaderStopped.Figure));
                var deed = new ReaderStopped();
                await DuringAsync(deed, TimeSpan.FromSeconds(120), () => crowd.EveryoneSpeaksAsync());
                await Eventually.TrueAsync(async () => await Victim.FigureAsync(ReaderStopped.Figure) > cuts, "the node has cut who does not read", TimeSpan.FromSeconds(1));
                // A log goes through a queue of its own.
                await Eventually.TrueAsync(() => Victim.Process.Output.Any(line => line.Contains("slow_consumer", StringComparison.Ordinal)), "its log says so");
                Output.WriteLine($"longest wait of its neighbour {deed.Slowest.TotalMilliseconds:0} ms, memory grown by {(Victim.Process.Memory - before) >> 20} MB");
                Assert.InRange(Victim.Process.Memory - before, long.MinValue, Growth);
                Assert.InRange(deed.Slowest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            },
            customers: 6,
            at: _ => Victim.Url);
    }

    [Fact]
    public async Task F14_both_sides_of_a_half_open_connection_notice()
    {
        await SufferAsync(async crowd =>
        {
            await using var wire = new CutProxy(Victim.Url);
            await using var tabs = await Tabs.OpenAsync(Nodes.First(node => node != Victim).Url);
            await using var agent = await HeldAsync(wire.Url, tabs.ConversationId);
            var id = await OwnerAsync(tabs.ConversationId);
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            agent.Hub.ServerTimeout = TimeSpan.FromSeconds(30);
            agent.Hub.Closed += _ =>
            {
                closed.TrySetResult();
                return Task.CompletedTask;
            };
            wire.Silence();
            var began = Stopwatch.GetTimestamp();
            await crowd.EveryoneSpeaksAsync();
            await Eventually.TrueAsync(async () => !await Cluster.HoldsAsync(id), "the node notices that an agent is gone");
            Output.WriteLine($"the node has noticed after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            if (IsLong)
            {
                await closed.Task.WaitAsync(TimeSpan.FromSeconds(60));
                Output.WriteLine($"the client has noticed after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
                await Eventually.TrueAsync(async () => await OwnerAsync(tabs.ConversationId) != id, "the lost agent's conversation goes elsewhere");
                Output.WriteLine($"its conversation went elsewhere after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            }
        });
    }

    // An agent behind the wire who has this conversation.
    private async Task<AgentClient> HeldAsync(Uri wire, Guid conversationId)
    {
        await using var admin = await Cluster.AdminAsync();
        var email = $"half-open-{Guid.NewGuid():N}@example.com";
        await admin.HireAsync(email, role: "supervisor");
        var agent = await AgentClient.LogInAsync(wire, email, Staff.Password);
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId });
        return agent;
    }

    private async Task<Guid> OwnerAsync(Guid conversationId) =>
        (Guid)(await Cluster.SqlAsync($"SELECT coalesce(assignee_id, '{Guid.Empty}') FROM conversation WHERE id = '{conversationId}'"))!;
}
