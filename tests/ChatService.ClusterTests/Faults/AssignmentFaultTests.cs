using ChatService.Contracts;
using ChatService.Server.Features.ConversationApi;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.ClusterTests.Faults;

/// <summary>Two agents reach for the same conversations on two nodes (P11).</summary>
public sealed class AssignmentFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Many = 15;

    // What the loser of a race may hear; each says that somebody was faster.
    private static readonly string[] Refusals = ["offer_ended", "conflict", "not_assigned", "conversation_closed"];

    [Fact]
    public async Task F22_two_agents_accept_transfer_and_close_at_once_on_two_nodes_and_one_of_them_wins()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await using var admin = await Cluster.AdminAsync();
        var key = $"race-{Seed}";
        var inbox = await Cluster.OpenRoomAsync(admin, key, "ring_all");
        var (ann, annHere) = await admin.SeatAsync(Nodes[0], $"ann-{Seed}@example.com", inbox);
        var (bob, bobHere) = await admin.SeatAsync(Nodes[1], $"bob-{Seed}@example.com", inbox);
        await using var annSecond = await annHere.AlsoAtAsync(Nodes[2].Url);
        await using var bobSecond = await bobHere.AlsoAtAsync(Nodes[2].Url);
        await using var first = annHere;
        await using var second = bobHere;
        Side[] sides = [new(ann, annHere, annSecond), new(bob, bobHere, bobSecond)];

        var races = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => RaceAsync(sides, key, Nodes[number % Nodes.Count])));

        Output.WriteLine($"accepted by one: {races.Count(r => r.Accepted == 0)}, by the other: {races.Count(r => r.Accepted == 1)}; handed over {races.Count(r => r.HandedOver)}, closed {races.Count(r => !r.HandedOver)}");
        await Cluster.CheckAsync(Seed, []);
    }

    private async Task<(int Accepted, bool HandedOver)> RaceAsync(Side[] sides, string key, ClusterNode node)
    {
        using var http = new HttpClient();
        await using var visitor = await VisitorClient.OpenAsync(http, inboxKey: key, server: node.Url);
        var id = (await visitor.StartAsync("Who takes it?")).ConversationId;
        var offers = await Task.WhenAll(sides.Select(side => side.Here.Offers.First(offer => offer.ConversationId == id)));

        var winner = await OneWinsAsync(
            () => sides[0].Here.CallAsync<ConversationAnswer>("AcceptOffer", new { offerId = offers[0].OfferId }),
            () => sides[1].Here.CallAsync<ConversationAnswer>("AcceptOffer", new { offerId = offers[1].OfferId }));
        var (holder, colleague) = (sides[winner], sides[1 - winner]);
        Assert.Equal(holder.Id, await Cluster.SqlAsync($"SELECT assignee_id FROM conversation WHERE id = '{id}'"));

        var handedOver = await OneWinsAsync(
            () => holder.Here.CallAsync<StateAnswer>("Transfer", new { conversationId = id, agentId = colleague.Id }),
            () => holder.There.CallAsync<StateAnswer>("Close", new { conversationId = id })) == 0;
        if (handedOver)
        {
            // A hand-over is no question: the colleague has it, and may pass it back or close it.
            Assert.Equal(colleague.Id, await Cluster.SqlAsync($"SELECT assignee_id FROM conversation WHERE id = '{id}'"));
            await OneWinsAsync(
                () => colleague.Here.CallAsync<StateAnswer>("Transfer", new { conversationId = id, agentId = holder.Id }),
                () => colleague.There.CallAsync<StateAnswer>("Close", new { conversationId = id }));
        }

        Assert.Equal(1L, await Cluster.SqlAsync($"SELECT count(DISTINCT data::json->>'agentId') FROM logged_event WHERE conversation_id = '{id}' AND type = 'assigned' AND at = (SELECT assigned_at FROM conversation WHERE id = '{id}')"));
        return (winner, handedOver);
    }

    private static async Task<int> OneWinsAsync(params Func<Task>[] both)
    {
        var refusals = await Task.WhenAll(both.Select(one => Task.Run(() => RefusalOfAsync(one))));
        Assert.True(refusals.Count(code => code is null) == 1, $"Not one winner: {string.Join(", ", refusals.Select(code => code ?? "won"))}");
        Assert.Contains(refusals.Single(code => code is not null)!, Refusals);
        return Array.IndexOf(refusals, null);
    }

    private static async Task<string?> RefusalOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (HubException exception)
        {
            return Refused.CodeOf(exception);
        }
    }

    /// <summary>One agent with a console at two nodes.</summary>
    private sealed record Side(Guid Id, AgentClient Here, AgentClient There);
}
