using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Gateway.Pushes;

namespace ChatService.Server.Tests.Messages;

/// <summary>Who is told of which change: a row more for each word is what a busy node would mostly be occupied with.</summary>
public sealed class ChangedRowsTests
{
    private static readonly Guid Conversation = Guid.NewGuid();
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Words_and_the_clocks_that_go_with_them_are_no_news_to_the_customer_nor_to_everybody()
    {
        var rows = new ChangedRows();
        foreach (var happened in Talk())
        {
            rows.Add(happened);
        }

        Assert.Equal([Conversation], rows.Ids);
        Assert.Empty(rows.Visitors);
        Assert.False(rows.IsForAll(Conversation));
    }

    [Fact]
    public void Another_agent_is_news_to_the_customer_and_to_everybody()
    {
        var rows = new ChangedRows();
        rows.Add(Of(new AgentAssigned(Actor.System, Guid.NewGuid(), "take", null)));
        foreach (var happened in Talk())
        {
            rows.Add(happened);
        }

        Assert.Equal([Conversation], rows.Visitors);
        Assert.True(rows.IsForAll(Conversation));
    }

    private static IEnumerable<ConversationEvent> Talk() =>
    [
        Of(new MessageAppended(Actor.System, new MessageRow { ConversationId = Conversation, Seq = 1 })),
        Of(new ReadMarked(Actor.System, 1, 1)),
        Of(new SlaArmed(Actor.System, Guid.NewGuid(), SlaMetric.NextResponse, Domain.Priority.P2, Guid.NewGuid(), 1, 30, At, At, null)),
        Of(new SlaResumed(Actor.System, Guid.NewGuid(), SlaMetric.Resolution, At)),
        Of(new SlaPaused(Actor.System, Guid.NewGuid(), SlaMetric.Resolution)),
        Of(new SlaMet(Actor.System, Guid.NewGuid(), SlaMetric.NextResponse, At, At, 1, 1, null)),
        Of(new SlaAnswered(Actor.System, Guid.NewGuid(), SlaMetric.NextResponse, At, 1, 1, null)),
    ];

    private static T Of<T>(T happened)
        where T : ConversationEvent
    {
        happened.ConversationId = Conversation;
        happened.At = At;
        happened.Belonging = new Belonging(Guid.NewGuid(), Guid.NewGuid(), null, null);
        return happened;
    }
}
