using ChatService.Server.Tests.Storage;
using ChatService.Testing;

namespace ChatService.Server.Tests.Cluster;

/// <summary>A customer on one node and an agent on the other (P5, P6): with Redis, without it, and when it comes back.</summary>
public sealed class HealingTests
{
    [Fact]
    public async Task Without_Redis_each_still_hears_the_other_and_an_offer_arrives()
    {
        await using var nodes = TwoNodes.Open();
        await using var pair = await TalkAsync(nodes);
        await pair.ExchangeAsync("once more");
        await pair.HeardAllAsync();
    }

    [Fact]
    public async Task With_Redis_they_talk_and_go_on_talking_when_it_is_killed_and_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = TwoNodes.Open(new Dictionary<string, string> { ["ConnectionStrings:Redis"] = redis.ConnectionString });
        await using var pair = await TalkAsync(nodes);

        await redis.KillAsync();
        await pair.ExchangeAsync("while Redis is away");
        await redis.StartAgainAsync();
        await pair.ExchangeAsync("when it is back");

        await pair.HeardAllAsync();
    }

    private static async Task<Pair> TalkAsync(TwoNodes nodes)
    {
        var agent = await nodes.B.AdminAsync();
        await agent.StatusAsync("available");
        var visitor = await nodes.A.VisitorAsync();
        await visitor.StartAsync("Hello from the first node");
        await agent.AcceptsAsync(visitor.ConversationId).Soon();
        var pair = new Pair(visitor, agent);
        await pair.ExchangeAsync("at first");
        return pair;
    }

    private sealed record Pair(VisitorClient Visitor, AgentClient Agent) : IAsyncDisposable
    {
        /// <summary>One message each way, heard by the other.</summary>
        public async Task ExchangeAsync(string when)
        {
            await Visitor.SendAsync($"Question {when}");
            await Agent.Messages.First(m => m.Text == $"Question {when}").Soon();
            await Agent.SendAsync(Visitor.ConversationId, $"Answer {when}");
            await Visitor.Messages.First(m => m.Text == $"Answer {when}").Soon();
        }

        /// <summary>Everything that was said, whoever said it on whichever node.</summary>
        public async Task HeardAllAsync()
        {
            var transcript = await Visitor.ResumeAsync(0);
            Assert.Equal(Enumerable.Range(1, transcript.Messages.Count).Select(i => (long)i), transcript.Messages.Select(m => m.Seq));
            foreach (var message in transcript.Messages)
            {
                await Visitor.Messages.First(m => m.Seq == message.Seq && m.MessageId == message.MessageId).Soon();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Visitor.DisposeAsync();
            await Agent.DisposeAsync();
        }
    }
}
