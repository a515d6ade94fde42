using ChatService.Domain.Conversations;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Analytics;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Timers;
using ChatService.Server.Tests.Sla;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Analytics;

/// <summary>A customer who waits and is gone for good has left the queue, whether or not they said so.</summary>
public sealed class AbandonmentTests
{
    private const double FiveMinutes = 300;

    [Fact]
    public async Task A_customer_who_is_gone_for_five_minutes_while_queued_has_abandoned_the_queue_when_they_left()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var morning = desk.Now;
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(20);
        var leftAt = desk.Now;
        await visit.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes - 1);
        Assert.Equal(ConversationState.Queued, (await visit.RowAsync()).State);
        await desk.RunForAsync(1);
        var row = await visit.RowAsync();
        Assert.Equal((ConversationState.Closed, "abandoned", leftAt), (row.State, row.Resolution, row.AbandonedAt));
        await AssertCountedAsync(desk, morning, abandoned: 1, shortAbandons: 0, frt30Of: 1);
    }

    [Fact]
    public async Task A_customer_who_left_at_once_is_a_short_abandon()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var morning = desk.Now;
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(3);
        await visit.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes);
        await AssertCountedAsync(desk, morning, abandoned: 1, shortAbandons: 1, frt30Of: 0);
    }

    [Fact]
    public async Task Coming_back_in_time_is_no_abandonment_and_the_next_departure_counts_from_its_own_time()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.IsGoneAsync();
        await desk.RunForAsync(200);
        await visit.IsBackAsync();
        await desk.RunForAsync(1_000);
        Assert.Equal(ConversationState.Queued, (await visit.RowAsync()).State);
        var leftAt = desk.Now;
        await visit.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes);
        Assert.Equal(leftAt, (await visit.RowAsync()).AbandonedAt);
    }

    [Fact]
    public async Task A_conversation_that_an_agent_has_accepted_is_never_abandoned()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await visit.IsGoneAsync();
        await visit.AcceptsAsync();
        await desk.RunForAsync(FiveMinutes);
        Assert.Equal(ConversationState.Active, (await visit.RowAsync()).State);
        await visit.LosesAgentAsync();
        await visit.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes);
        Assert.Equal((ConversationState.Queued, null), ((await visit.RowAsync()).State, (await visit.RowAsync()).AbandonedAt));
    }

    [Fact]
    public async Task Whoever_left_a_number_or_has_a_proven_address_is_not_dropped()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var called = await desk.VisitAsync();
        await called.IsGoneAsync();
        await called.DoAsync(unit =>
        {
            unit.Conversation.CallbackPhone = "+41 44 000 00 00";
            unit.Raise(new CallbackRequested(Actor.Visitor(unit.Conversation.ContactId)));
        });
        var known = await desk.VisitAsync();
        var contactId = (await known.RowAsync()).ContactId;
        await desk.ReadAsync(async db =>
        {
            var contact = await db.Set<Contact>().SingleAsync(c => c.Id == contactId);
            (contact.Email, contact.Verified) = ("lin@example.com", true);
            return await db.SaveChangesAsync();
        });
        await known.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes);
        Assert.All([await called.RowAsync(), await known.RowAsync()], row => Assert.Equal(ConversationState.Queued, row.State));
    }

    [Fact]
    public async Task The_timer_survives_the_process_that_armed_it()
    {
        using var directory = new TempDirectory();
        var time = new ManualTime();
        Guid id;
        await using (var desk = await SlaDesk.OpenAsync(time, directory.Path))
        {
            var visit = await desk.VisitAsync();
            await visit.IsGoneAsync();
            id = visit.Id;
        }

        await using var next = await SlaDesk.OpenAsync(time, directory.Path);
        Assert.Contains(await next.ArmedAsync(), t => t.Kind == "abandonment" && t.ConversationId == id);
        await next.RunForAsync(FiveMinutes);
        var row = await next.ReadAsync(db => db.Set<Conversation>().SingleAsync(c => c.Id == id));
        Assert.Equal("abandoned", row.Resolution);
        Assert.Equal(1, await next.ReadAsync(db => db.Set<LoggedEvent>().CountAsync(e => e.ConversationId == id && e.Type == "closed")));
    }

    [Fact]
    public async Task Writing_again_opens_an_abandoned_conversation_and_it_is_no_abandonment()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var morning = desk.Now;
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(10);
        await visit.IsGoneAsync();
        await desk.RunForAsync(FiveMinutes);
        await visit.AsksAsync("I am back");
        var row = await visit.RowAsync();
        Assert.Equal((ConversationState.Queued, null), (row.State, row.AbandonedAt));
        await AssertCountedAsync(desk, morning, abandoned: 0, shortAbandons: 0, frt30Of: 1);
    }

    // From the tables and from the log alike.
    private static async Task AssertCountedAsync(SlaDesk desk, DateTimeOffset from, int abandoned, int shortAbandons, int frt30Of)
    {
        foreach (var fromLog in new[] { false, true })
        {
            var query = new ServiceLevelQuery(new ReportPeriod(from, desk.Now.AddSeconds(1)), new ServiceLevelOptions(), "none", fromLog);
            var total = (await desk.Get<ServiceLevelReports>().ReportAsync(query, CancellationToken.None)).Total;
            Assert.Equal((abandoned, shortAbandons, frt30Of), (total.Abandoned, total.ShortAbandons, total.Frt30Of));
            Assert.Equal(frt30Of == 0 ? null : 0.0, total.Frt30);
        }
    }
}
