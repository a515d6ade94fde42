using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class QueueOrderTests
{
    private static readonly AgentSnapshot OneSlot = Agent(1) with { CapacitySlots = 1 };

    [Fact]
    public void The_oldest_is_served_first() => First(Conversation(2, 20), Conversation(1, 10));

    [Fact]
    public void A_fresh_urgent_one_passes_a_normal_one_that_waited_less_than_ten_minutes() =>
        First(Conversation(2) with { Priority = Priority.P0 }, Conversation(1, 599));

    [Fact]
    public void A_normal_one_that_waited_longer_than_the_boost_passes_a_fresh_urgent_one() =>
        First(Conversation(1, 601), Conversation(2) with { Priority = Priority.P0 });

    [Fact]
    public void A_low_one_starts_a_minute_behind()
    {
        First(Conversation(1), Conversation(2, 59) with { Priority = Priority.P3 });
        First(Conversation(2, 61) with { Priority = Priority.P3 }, Conversation(1));
    }

    [Fact]
    public void At_the_same_score_the_more_urgent_comes_first() =>
        First(Conversation(2) with { Priority = Priority.P1 }, Conversation(1, 120));

    [Fact]
    public void One_that_nobody_can_take_does_not_hold_up_the_next()
    {
        var impossible = Conversation(1, 100) with { RequiredSkills = [new("swahili", 1)] };

        var plan = Plan(RoutingSettings.Default, [impossible, Conversation(2)], OneSlot);

        Assert.Equal(RoutingDecisionKind.NoneEligible, plan.Decisions[0].Kind);
        Assert.Equal((Conversation(2).Id, Id(1)), (plan.Decisions[1].ConversationId, plan.Decisions[1].AgentId));
        Assert.Equal(1, plan.UnservedCount);
    }

    [Fact]
    public void A_heavy_one_that_does_not_fit_does_not_hold_up_a_light_one()
    {
        var plan = Plan(RoutingSettings.Default, [Conversation(1, 100) with { Weight = 2 }, Conversation(2)], OneSlot);

        Assert.Equal([RoutingDecisionKind.NoneEligible, RoutingDecisionKind.Offer], plan.Decisions.Select(d => d.Kind));
    }

    [Fact]
    public void A_position_counts_within_inbox_and_team()
    {
        QueuedConversation[] waiting =
        [
            Conversation(1, 10),
            Conversation(2, 20),
            Conversation(3, 99) with { InboxId = OtherShop },
            Conversation(4, 99) with { TeamId = Sales },
            Conversation(5) with { Priority = Priority.P1 },
        ];
        var settings = InboxRoutingSettings.Same(RoutingSettings.Default);

        var positions = QueuePosition.All(waiting, settings);

        Assert.Equal([3, 2, 1, 1, 1], waiting.Select(conversation => positions[conversation.Id]));
        Assert.Equal(2, QueuePosition.Of(Conversation(2).Id, waiting, settings));
        Assert.Null(QueuePosition.Of(Id(1), waiting, settings));
    }

    [Fact]
    public void An_id_that_occurs_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Plan(RoutingSettings.Default, [Conversation(), Conversation()], Agent(1)));
        Assert.Throws<ArgumentException>(() => Plan(Conversation(), Agent(1), Agent(1)));
    }

    private static void First(QueuedConversation first, QueuedConversation second)
    {
        foreach (var queue in new QueuedConversation[][] { [first, second], [second, first] })
        {
            var plan = Plan(RoutingSettings.Default, queue, OneSlot);
            Assert.Equal([first.Id, second.Id], plan.Decisions.Select(d => d.ConversationId));
            Assert.Equal([Id(1)], plan.Decisions[0].AgentIds);
        }
    }
}
