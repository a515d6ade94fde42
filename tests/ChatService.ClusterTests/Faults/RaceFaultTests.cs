using ChatService.Contracts;
using ChatService.Server.Features.ConversationApi;

namespace ChatService.ClusterTests.Faults;

/// <summary>Nothing breaks; the same thing is asked of two nodes at the same moment.</summary>
public sealed class RaceFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int Many = 8;

    [Fact]
    public async Task F19_one_message_sent_ten_times_over_two_nodes_at_once_is_one_row_with_one_seq()
    {
        await SufferAsync(async _ => await Task.WhenAll(Enumerable.Range(0, Many).Select(RepeatAsync)), customers: 4);
    }

    [Fact]
    public async Task F23_two_tabs_that_start_at_once_on_two_nodes_have_one_conversation()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await using var admin = await Cluster.AdminAsync();
        var key = $"tabs-{Seed}";
        await Cluster.OpenRoomAsync(admin, key, "manual");
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Many).Select(number => TwoTabsAsync(key, number)));
        }

        await Cluster.CheckAsync(Seed, []);
    }

    private async Task RepeatAsync(int number)
    {
        using var http = new HttpClient();
        await using var one = await VisitorClient.OpenAsync(http, server: Nodes[number % Nodes.Count].Url);
        await using var other = await VisitorClient.OpenAsync(http, one.Session.VisitorToken, server: Nodes[(number + 1) % Nodes.Count].Url);

        var first = Guid.NewGuid();
        var starts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            (i % 2 == 0 ? one : other).CallAsync<StartConversationAnswer>("StartConversation", new { clientMessageId = first, text = "Once" })));
        var (conversationId, _) = Assert.Single(starts.Select(answer => (answer.ConversationId, answer.Seq)).Distinct());
        Assert.Equal(1L, await RowsAsync(first));

        for (var round = 0; round < 5; round++)
        {
            var clientMessageId = Guid.NewGuid();
            var acks = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
                (i % 2 == 0 ? one : other).CallAsync<SendMessageAck>("SendMessage", new { conversationId, clientMessageId, text = "Once more" })));
            Assert.Single(acks.Select(ack => (ack.Seq, ack.CreatedAt)).Distinct());
            Assert.Single(acks, ack => !ack.Duplicate);
            Assert.Equal(1L, await RowsAsync(clientMessageId));
        }
    }

    private Task<object?> RowsAsync(Guid clientMessageId) => Cluster.SqlAsync($"SELECT count(*) FROM message WHERE client_message_id = '{clientMessageId}'");

    // Once as somebody new, once as somebody whose last conversation has ended.
    private async Task TwoTabsAsync(string key, int number)
    {
        using var http = new HttpClient();
        await using var one = await VisitorClient.OpenAsync(http, inboxKey: key, server: Nodes[number % Nodes.Count].Url);
        await using var other = await VisitorClient.OpenAsync(http, one.Session.VisitorToken, key, server: Nodes[(number + 1) % Nodes.Count].Url);
        for (var conversations = 1L; conversations <= 2; conversations++)
        {
            var answers = await Task.WhenAll(one.StartAsync("From one tab"), other.StartAsync("From the other"));
            Assert.Equal(answers[0].ConversationId, answers[1].ConversationId);
            Assert.NotEqual(answers[0].Seq, answers[1].Seq);
            Assert.Equal(conversations, await Cluster.SqlAsync($"SELECT count(*) FROM conversation WHERE contact_id = (SELECT contact_id FROM conversation WHERE id = '{answers[0].ConversationId}')"));
            await one.CallAsync<StateAnswer>("EndConversation", new { conversationId = answers[0].ConversationId });
        }
    }
}
