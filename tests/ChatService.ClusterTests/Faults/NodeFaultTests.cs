using ChatService.ClusterTests.Faults.Deeds;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.ClusterTests.Faults;

/// <summary>Nodes that die, freeze, and come back.</summary>
public sealed class NodeFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    [Fact]
    public async Task F01_a_node_is_killed_and_its_clients_live_on_elsewhere()
    {
        await SufferAsync(async crowd =>
        {
            var victim = Nodes[Seed % Nodes.Count];
            await victim.Process.KillAsync();
            await crowd.EveryoneSpeaksAsync();
            await Cluster.CountsAsync(nodes: Nodes.Count - 1);
            await victim.Process.StartAsync();
        });
    }

    [Fact]
    public async Task F01_a_line_of_a_list_comes_up_to_date_though_the_node_that_owed_it_is_killed()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await Cluster.WellAsync();
        var survivor = Nodes.First(node => node != Victim);
        await using var tabs = await Tabs.OpenAsync(Victim.Url);
        await using var onlooker = await AgentClient.LogInAsync(survivor.Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
        await using var holder = await HeldAsync(survivor, tabs.ConversationId);
        await using var later = await Tabs.OpenAsync(Victim.Url);
        await holder.CallAsync<ConversationAnswer>("Take", new { conversationId = later.ConversationId });

        // An agent's words: those of a customer would set a clock, and that would bring the line up to date, too.
        await using var there = await holder.AlsoAtAsync(Victim.Url);
        // Of the first the survivor may tell, too, for it knows who has taken the conversation. Of the second only the victim does: lists are told then, and not again for a second.
        foreach (var text in (string[])["Told to all", "Told to all again"])
        {
            await there.SendAsync(tabs.ConversationId, text);
            await onlooker.Rows.First(row => row.LastMessage?.Text == text);
        }

        await there.SendAsync(tabs.ConversationId, "Owed to the lists");
        await holder.Rows.First(row => row.LastMessage?.Text == "Owed to the lists");

        // By the next round all nodes know that those in the conversation have been told.
        await later.WriteAsync(0, "The next round");
        await holder.Rows.First(row => row.LastMessage?.Text == "The next round");
        await Victim.Process.KillAsync();
        try
        {
            await onlooker.Rows.First(row => row.LastMessage?.Text == "Owed to the lists");
        }
        finally
        {
            await Victim.Process.StartAsync();
            await Cluster.WellAsync();
        }
    }

    [Fact]
    public async Task F02_a_frozen_node_harms_no_other_and_joins_again_when_it_wakes()
    {
        await SufferAsync(
            async crowd =>
            {
                await using var tabs = await Tabs.OpenAsync(Nodes.First(node => node != Victim).Url);
                await using var agent = await HeldAsync(Victim, tabs.ConversationId);
                var id = await OwnerAsync(tabs.ConversationId);
                await DuringAsync(new NodeFrozen(), Lasting(12, 40), async () =>
                {
                    await SpeakElsewhereAsync(crowd);
                    await Cluster.CountsAsync(nodes: Nodes.Count - 1);
                    Assert.False(await Cluster.HoldsAsync(id), "An agent whom only the frozen node holds counts as connected.");
                    await SpeakElsewhereAsync(crowd);
                    if (IsLong)
                    {
                        // The grace of 15 s, then it waits for an agent like any other.
                        await Eventually.TrueAsync(async () => await OwnerAsync(tabs.ConversationId) != id, "the lost agent's conversation goes elsewhere");
                    }
                });
                await Cluster.CountsAsync(Nodes.Count);
                if (agent.Hub.State == HubConnectionState.Connected)
                {
                    // It may have found the agent silent for too long; whom it holds, it says again that it holds.
                    await Eventually.TrueAsync(() => Cluster.HoldsAsync(id), "the node says again whom it holds");
                }

                Assert.True(IsLong || agent.Hub.State == HubConnectionState.Connected, "A short freeze has cut a client.");
            },
            customers: 6,
            at: i => Nodes[i % Nodes.Count].Url);
    }

    // An agent at this node who has this conversation.
    private async Task<AgentClient> HeldAsync(ClusterNode node, Guid conversationId)
    {
        await using var admin = await Cluster.AdminAsync();
        var email = $"held-{Guid.NewGuid():N}@example.com";
        await admin.HireAsync(email, role: "supervisor");
        var agent = await AgentClient.LogInAsync(node.Url, email, Staff.Password);
        await agent.CallAsync<ConversationAnswer>("Take", new { conversationId });
        return agent;
    }

    private async Task<Guid> OwnerAsync(Guid conversationId) =>
        (Guid)(await Cluster.SqlAsync($"SELECT coalesce(assignee_id, '{Guid.Empty}') FROM conversation WHERE id = '{conversationId}'"))!;

    private Task SpeakElsewhereAsync(Crowd crowd) => Task.WhenAll(crowd.Customers.Where((_, i) => Nodes[i % Nodes.Count] != Victim).Select(customer => customer.SpeaksAsync())).Soon();
}
