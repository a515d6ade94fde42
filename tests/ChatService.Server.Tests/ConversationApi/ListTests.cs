using ChatService.Domain;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.ConversationApi;

public sealed class ListTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_queue_is_in_the_order_of_waiting_and_boost_also_over_pages()
    {
        await using var desk = await DeskHost.StartAsync();
        var agent = await desk.AgentAsync();
        var usual = await desk.InboxAsync("usual");
        var eager = await desk.InboxAsync("eager", i => i.Routing = i.Routing with { PriorityBoostSeconds = new() { ["P2"] = 25 } });
        // Score in seconds when the last one has come: P3 loses 60, P1 gains 120, the eager inbox gives its P2 25.
        var low = await StartsAsync(desk, usual, Priority.P3);
        var old = await StartsAsync(desk, usual, Priority.P2);
        var older = await StartsAsync(desk, eager, Priority.P2);
        var urgent = await StartsAsync(desk, usual, Priority.P1);
        var late = await StartsAsync(desk, usual, Priority.P2);
        Guid[] expected = [urgent, older, old, late, low];

        Assert.Equal(expected, Ids(await desk.GetAsync(agent, "/api/conversations?view=queue")));
        Assert.Equal(expected, await PagesAsync(desk, agent, "/api/conversations?view=queue&limit=2", 3));
        Assert.Equal([older], Ids(await desk.GetAsync(agent, $"/api/conversations?view=queue&inboxId={eager.Id}")));
        Assert.Equal([urgent], Ids(await desk.GetAsync(agent, "/api/conversations?view=queue&priority=P1")));
    }

    [Fact]
    public async Task Mine_all_and_closed_are_what_they_say_newest_activity_first()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, me, colleague) = (await desk.InboxAsync(), await desk.AgentAsync(), await desk.AgentAsync("Bo"));
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await StartsAsync(desk, inbox, Priority.P2));
        }

        await desk.TakesAsync(me, ids[0]);
        await desk.PassesAsync(Second);
        await desk.TakesAsync(me, ids[1]);
        await desk.TakesAsync(colleague, ids[2]);
        await desk.PassesAsync(Second);
        await desk.ClosesAsync(me, ids[0]);

        Assert.Equal([ids[1]], Ids(await desk.GetAsync(me, "/api/conversations?view=mine")));
        Assert.Equal([ids[0]], Ids(await desk.GetAsync(me, "/api/conversations?view=closed")));
        Assert.Equal([ids[2]], Ids(await desk.GetAsync(me, $"/api/conversations?view=all&agentId={colleague.Id}")));
        Assert.Equal(["queued", "queued"], (await desk.GetAsync(me, "/api/conversations?view=all&state=queued")).Items.Select(i => i.GetProperty("state").GetString()));
        var all = await PagesAsync(desk, me, "/api/conversations?view=all&limit=3", 2);
        // The two taken in the same millisecond stand in the order of their ids, and none is lost between the pages.
        Assert.Equal([ids[2], ids[1], ids[4], ids[3]], all);
    }

    [Fact]
    public async Task Each_role_is_shown_its_own()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b, team) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"), await desk.TeamAsync());
        var (inA, inB, inTeam) = (await StartsAsync(desk, a, Priority.P2), await StartsAsync(desk, b, Priority.P2), await StartsAsync(desk, b, Priority.P2));
        await desk.ChangeAsync(inTeam, unit => unit.Conversation.TeamId = team.Id);
        var ofA = await desk.AgentAsync("Ann", with: x => x.InboxIds = [a.Id]);
        var ofTeam = await desk.AgentAsync("Tom", with: x => x.TeamIds = [team.Id]);
        var supervisor = await desk.AgentAsync("Sue", AgentRole.Supervisor, x => x.InboxIds = [a.Id]);

        foreach (var view in new[] { "queue", "all" })
        {
            Assert.Equal([inA], Ids(await desk.GetAsync(ofA, $"/api/conversations?view={view}")));
            Assert.Equal([inTeam], Ids(await desk.GetAsync(ofTeam, $"/api/conversations?view={view}")));
            Assert.Equal(new[] { inA, inB, inTeam }.Order(), Ids(await desk.GetAsync(supervisor, $"/api/conversations?view={view}")).Order());
        }

        Assert.Empty(Ids(await desk.GetAsync(ofA, $"/api/conversations?inboxId={b.Id}")));
        Assert.Equal(401, (await desk.GetAsync(null, "/api/conversations")).Status);
    }

    [Fact]
    public async Task A_contacts_conversations_are_those_the_agent_may_see()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var visitor = DeskHost.Visitor(a);
        var inA = await desk.StartsAsync(visitor, "Hello");
        var inB = await desk.StartsAsync(visitor with { InboxId = b.Id }, "Hello");
        var (ofA, all) = (await desk.AgentAsync("Ann", with: x => x.InboxIds = [a.Id]), await desk.AgentAsync());

        Assert.Equal([inA], Ids(await desk.GetAsync(ofA, $"/api/contacts/{visitor.ContactId}/conversations")));
        Assert.Equal(new[] { inA, inB }.Order(), Ids(await desk.GetAsync(all, $"/api/contacts/{visitor.ContactId}/conversations")).Order());
        Assert.Empty(Ids(await desk.GetAsync(all, $"/api/contacts/{Guid.NewGuid()}/conversations")));
    }

    [Theory]
    [InlineData("view=everything")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("state=asleep")]
    [InlineData("priority=2")]
    [InlineData("cursor=%27%3B--")]
    [InlineData("cursor=AAAA")]
    [InlineData("cursor=OTIyMzM3MjAzNjg1NDc3NTgwNy4wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA")]
    [InlineData("inboxId=x")]
    public async Task A_parameter_that_is_not_right_is_refused(string query)
    {
        await using var desk = await DeskHost.StartAsync();

        var refused = await desk.GetAsync(await desk.AgentAsync(), $"/api/conversations?{query}");

        Assert.Equal((400, "invalid_argument"), (refused.Status, refused.Code));
    }

    private static async Task<Guid> StartsAsync(DeskHost desk, Server.Features.Inboxes.Inbox inbox, Priority priority)
    {
        await desk.PassesAsync(10 * Second);
        var id = await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        if (priority != Priority.P2)
        {
            await desk.ChangeAsync(id, unit => unit.ChangePriority(priority, Actor.System));
        }

        return id;
    }

    private static List<Guid> Ids(DeskAnswer answer) => [.. answer.Items.Select(i => i.GetProperty("conversationId").GetGuid())];

    private static async Task<List<Guid>> PagesAsync(DeskHost desk, Agent agent, string path, int pages)
    {
        var ids = new List<Guid>();
        var cursor = string.Empty;
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
