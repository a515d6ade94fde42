using ChatService.Domain;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.ConversationApi;

/// <summary>All can be sorted and filtered, over pages too.</summary>
public sealed class SortAndFilterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Whoever_has_waited_longest_stands_on_top_of_all_wherever_they_wait()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, me) = (await desk.InboxAsync(), await desk.AgentAsync());
        var held = await StartsAsync(desk, inbox);
        await desk.TakesAsync(me, held);
        var queued = await StartsAsync(desk, inbox);
        var answered = await StartsAsync(desk, inbox);
        await desk.TakesAsync(me, answered);
        await desk.AnswersAsync(me, answered, "Hi");
        var back = await StartsAsync(desk, inbox);
        await desk.TakesAsync(me, back);
        await desk.AnswersAsync(me, back, "Hi");
        await desk.PassesAsync(60 * Second);
        await desk.ChangeAsync(back, unit => unit.ReturnToQueue("agent_lost", Actor.System));
        var late = await StartsAsync(desk, inbox);

        Guid[] expected = [held, queued, back, late, answered];
        Assert.Equal(expected, Ids(await desk.GetAsync(me, "/api/conversations?view=all&sort=waiting")));
        Assert.Equal(expected, await PagesAsync(desk, me, "/api/conversations?view=all&sort=waiting&limit=2", 3));
        Assert.Equal([held], Ids(await desk.GetAsync(me, "/api/conversations?view=all&waiting=in_hand")));
        Assert.Equal([queued, back, late], Ids(await desk.GetAsync(me, "/api/conversations?view=all&waiting=queue&sort=waiting")));
        Assert.Equal(expected[..4], Ids(await desk.GetAsync(me, "/api/conversations?view=all&waiting=any&sort=waiting")));
    }

    [Fact]
    public async Task A_row_that_is_back_in_the_queue_says_since_when()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, me) = (await desk.InboxAsync(), await desk.AgentAsync());
        var id = await StartsAsync(desk, inbox);
        await desk.TakesAsync(me, id);
        Assert.Null(await QueueEnteredAtAsync(desk, me, id));
        await desk.PassesAsync(600 * Second);
        var returned = desk.Time.GetUtcNow();
        await desk.ChangeAsync(id, unit => unit.ReturnToQueue("agent_lost", Actor.System));
        await desk.PassesAsync(45 * Second);
        Assert.Equal(returned, await QueueEnteredAtAsync(desk, me, id));
    }

    [Fact]
    public async Task By_priority_the_urgent_come_first_and_of_one_priority_the_longest_waiting_also_over_pages()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, me) = (await desk.InboxAsync(), await desk.AgentAsync());
        var usual = await StartsAsync(desk, inbox);
        var low = await StartsAsync(desk, inbox, Priority.P3);
        var urgent = await StartsAsync(desk, inbox, Priority.P0);
        var alsoUsual = await StartsAsync(desk, inbox);
        var alsoUrgent = await StartsAsync(desk, inbox, Priority.P0);
        Guid[] expected = [urgent, alsoUrgent, usual, alsoUsual, low];
        foreach (var (limit, pages) in new[] { (1, 5), (2, 3), (3, 2), (4, 2), (5, 1) })
        {
            Assert.Equal(expected, await PagesAsync(desk, me, $"/api/conversations?view=all&sort=priority&limit={limit}", pages));
        }
    }

    [Fact]
    public async Task A_filter_shows_what_it_says_and_nothing_that_the_agent_may_not_see()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var me = await desk.AgentAsync("Ann", with: x => x.InboxIds = [a.Id]);
        var refund = await StartsAsync(desk, a);
        var other = await StartsAsync(desk, a);
        var chinese = await desk.StartsAsync(DeskHost.Visitor(a, "zh-CN"), "你好");
        var hidden = await StartsAsync(desk, b);
        await desk.ChangeAsync(refund, unit => unit.Conversation.Tags = ["ref", "\"quoted\" 退款"]);
        await desk.ChangeAsync(other, unit => unit.Conversation.Tags = ["refund"]);
        await desk.ChangeAsync(hidden, unit => unit.Conversation.Tags = ["ref"]);
        await desk.TakesAsync(me, other);
        await desk.AnswersAsync(me, other, "Hi");

        Assert.Equal([refund], await FoundAsync("tag=ref"));
        Assert.Equal([refund], await FoundAsync($"tag={Uri.EscapeDataString("\"quoted\" 退款")}"));
        Assert.Empty(await FoundAsync("tag=re"));
        Assert.Equal([chinese], await FoundAsync("locale=zh-CN"));
        Assert.Equal([chinese, refund], await FoundAsync("unread=true"));
        Assert.Equal([other], await FoundAsync("unread=false"));
        Assert.Equal([refund], await FoundAsync("tag=ref&unread=true&locale=en&sort=waiting"));

        async Task<List<Guid>> FoundAsync(string query) => Ids(await desk.GetAsync(me, $"/api/conversations?view=all&{query}"));
    }

    [Theory]
    [InlineData("sort=colour")]
    [InlineData("view=queue&sort=waiting")]
    [InlineData("waiting=outside")]
    [InlineData("unread=2")]
    [InlineData("callback=maybe")]
    [InlineData("breachedWithin=0")]
    [InlineData("breachedWithin=86401")]
    [InlineData("sort=priority&cursor=MC4wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMC45")]
    public async Task A_sort_or_filter_that_does_not_exist_is_refused(string query)
    {
        await using var desk = await DeskHost.StartAsync();
        var refused = await desk.GetAsync(await desk.AgentAsync(), $"/api/conversations?{query}");
        Assert.Equal((400, "invalid_argument"), (refused.Status, refused.Code));
    }

    private static async Task<DateTimeOffset?> QueueEnteredAtAsync(DeskHost desk, Agent agent, Guid id)
    {
        var answer = await desk.GetAsync(agent, $"/api/conversations/{id}");
        var value = answer.Body.GetProperty("conversation").GetProperty("queueEnteredAt");
        return value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : value.GetDateTimeOffset();
    }

    private static async Task<Guid> StartsAsync(DeskHost desk, Inbox inbox, Priority priority = Priority.P2)
    {
        await desk.PassesAsync(10 * Second);
        var id = await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        await desk.ChangeAsync(id, unit => unit.ChangePriority(priority, Actor.System));
        return id;
    }

    private static List<Guid> Ids(DeskAnswer answer) => [.. answer.Items.Select(i => i.GetProperty("conversationId").GetGuid())];

    private static async Task<List<Guid>> PagesAsync(DeskHost desk, Agent agent, string path, int pages)
    {
        var (ids, cursor) = (new List<Guid>(), string.Empty);
        for (var i = 0; i < pages; i++)
        {
            var page = await desk.GetAsync(agent, path + cursor);
            ids.AddRange(Ids(page));
            var next = page.Body.GetProperty("nextCursor").GetString();
            Assert.Equal(i == pages - 1, next is null);
            cursor = $"&cursor={next}";
        }

        return ids;
    }
}
