using ChatService.Server.Features.Analytics;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Tests.Sla;

namespace ChatService.Server.Tests.Analytics;

/// <summary>P14: the wall tells who waits for an answer, wherever they wait, at the server's time.</summary>
public sealed class WallTests
{
    [Fact]
    public async Task A_customer_whom_an_agent_holds_without_an_answer_waits_on_the_wall()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var held = await desk.VisitAsync();
        await held.AcceptsAsync();
        await desk.RunForAsync(1_200);
        var queued = await desk.VisitAsync();
        await desk.RunForAsync(5);
        var wall = await WallAsync(desk);
        Assert.Equal((2, 1_205), (wall.Waiting, wall.OldestWaitSeconds));
        Assert.Equal((1, 1), (wall.WaitingQueue, wall.WaitingInHand));
        Assert.Equal((5, 1_205), (wall.OldestQueueSeconds, wall.OldestInHandSeconds));
        Assert.Equal((0, 1), (wall.Queue.Overdue, wall.InHand.Overdue));
        Assert.Equal((queued.Id, held.Id), (wall.Queue.Oldest!.ConversationId, wall.InHand.Oldest!.ConversationId));
        var holder = Assert.Single(wall.Unanswered);
        Assert.Equal((desk.Agent.Id, 1, 1_205, held.Id), (holder.AgentId, holder.Count, holder.OldestUnansweredSeconds, holder.Oldest.ConversationId));
        Assert.True(holder.Oldest.Breached);
    }

    [Fact]
    public async Task An_answered_customer_does_not_wait_until_they_write_again()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(10);
        await visit.AnswersAsync();
        var wall = await WallAsync(desk);
        Assert.Equal((0, 0, null), (wall.Waiting, wall.OldestWaitSeconds, wall.OldestInHandSeconds));
        Assert.Empty(wall.Unanswered);
        await desk.RunForAsync(100);
        await visit.AsksAsync();
        await desk.RunForAsync(7);
        wall = await WallAsync(desk);
        Assert.Equal((1, 7, 7), (wall.Waiting, wall.OldestWaitSeconds, wall.OldestInHandSeconds));
    }

    [Fact]
    public async Task An_answered_conversation_that_is_back_in_the_queue_waits_since_it_came_back()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await visit.AnswersAsync();
        await desk.RunForAsync(3_600);
        await visit.LosesAgentAsync();
        await desk.RunForAsync(45);
        var wall = await WallAsync(desk);
        Assert.Equal((1, 45), (wall.WaitingQueue, wall.OldestQueueSeconds));
        Assert.False(wall.Queue.Oldest!.Breached);
    }

    [Fact]
    public async Task A_customer_who_was_never_answered_keeps_their_wait_when_the_conversation_returns_to_the_queue()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(600);
        await visit.LosesAgentAsync();
        await desk.RunForAsync(5);
        Assert.Equal(605, (await WallAsync(desk)).OldestQueueSeconds);
    }

    [Fact]
    public async Task Every_breach_of_the_hour_is_counted_also_when_the_list_is_full()
    {
        await using var desk = await SlaDesk.OpenAsync();
        for (var i = 0; i < 53; i++)
        {
            await desk.VisitAsync();
        }

        await desk.RunForAsync(31);
        var wall = await WallAsync(desk);
        Assert.Equal((53, 53, 50), (wall.BreachCountLastHour, wall.BreachedConversationsLastHour, wall.BreachesLastHour.Count));
    }

    [Fact]
    public async Task A_breach_names_its_customer_inbox_agent_and_metric()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(31);
        var breach = Assert.Single((await WallAsync(desk)).BreachesLastHour);
        Assert.Equal(("first_response", "Demo", (await visit.RowAsync()).ContactId), (breach.Metric, breach.InboxName, breach.Contact.Id));
        Assert.Equal((desk.Agent.Id, "Ada"), (breach.Agent!.Id, breach.Agent.Name));
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-86_400 * 3)]
    [InlineData(86_400 * 3)]
    public async Task A_wall_with_a_wrong_clock_sees_today_at_the_servers_time(int secondsOff)
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(8);
        await visit.AnswersAsync();
        // The reader takes its own midnight, of a day that may not be ours.
        var theirNow = desk.Now.AddSeconds(secondsOff);
        var theirMorning = new DateTimeOffset(theirNow.UtcDateTime.Date, TimeSpan.Zero);
        var wall = await WallAsync(desk, theirMorning);
        Assert.Equal((1.0, desk.Now), (wall.Frt30Today, wall.ServerTime));
    }

    [Fact]
    public async Task A_few_answered_of_many_are_told_beside_the_figures_of_today()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await desk.VisitAsync();
        var visit = await desk.VisitAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(3);
        await visit.AnswersAsync();
        var wall = await WallAsync(desk);
        Assert.Equal((2, 1, 0.5), (wall.ConversationsToday, wall.AnsweredToday, wall.Frt30Today));
    }

    private static async Task<Wall> WallAsync(SlaDesk desk, DateTimeOffset? from = null) =>
        (await desk.Get<WallQuery>().ReadAsync(from, CancellationToken.None)).OrThrow();
}
