using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Search;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.Search;

/// <summary>What a search of messages is narrowed by, and its pages.</summary>
public sealed class SearchFilterTests
{
    [Fact]
    public async Task Each_filter_leaves_what_it_names_and_nothing_else()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var (ann, sue) = (await desk.AgentAsync("Ann"), await desk.AgentAsync("Sue", AgentRole.Supervisor));
        var inA = await StartsAsync(desk, a);
        desk.Time.Advance(TimeSpan.FromHours(1));
        var noon = desk.Time.GetUtcNow();
        var inB = await StartsAsync(desk, b);
        await desk.TakesAsync(ann, inA);
        await desk.ChangeAsync(inB, unit => unit.Conversation.Tags = ["refund \"now\"", "退款"]);
        await desk.ChangeAsync(inA, unit => unit.Conversation.Tags = ["refund"]);

        foreach (var (filter, found) in new (string, Guid[])[]
        {
            ("", [inB, inA]), ($"&inboxId={a.Id}", [inA]), ($"&inboxId={Guid.NewGuid()}", []), ($"&agentId={ann.Id}", [inA]), ($"&agentId={sue.Id}", []),
            ("&state=queued", [inB]), ("&state=active", [inA]), ("&state=closed", []),
            ("&tag=refund", [inA]), ($"&tag={Uri.EscapeDataString("refund \"now\"")}", [inB]), ($"&tag={Uri.EscapeDataString("退款")}", [inB]), ("&tag=refun", []), ("&tag=%25", []),
            ($"&from={Text(noon)}", [inB]), ($"&to={Text(noon)}", [inA]), ($"&from={Text(noon)}&inboxId={a.Id}", []),
        })
        {
            Assert.Equal(found, await FindAsync(desk, sue, filter));
        }

        static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O"));
    }

    [Theory]
    [InlineData("&cursor=x")]
    [InlineData("&cursor=-1")]
    [InlineData("&state=gone")]
    [InlineData("&limit=0")]
    [InlineData("&limit=51")]
    public async Task What_cannot_be_a_filter_is_refused(string filter)
    {
        await using var desk = await DeskHost.StartAsync();
        var sue = await desk.AgentAsync("Sue", AgentRole.Supervisor);

        Assert.Equal(400, (await desk.GetAsync(sue, $"/api/search?q=parcel{filter}")).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_and_hold_only_what_the_agent_may_see()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var ann = await desk.AgentAsync("Ann", with: agent => agent.InboxIds = [a.Id]);
        var mine = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            mine.Insert(0, await StartsAsync(desk, a));
            await StartsAsync(desk, b);
        }

        var (found, pages, cursor) = (new List<Guid>(), 0, "");
        do
        {
            var page = await desk.GetAsync(ann, $"/api/search?q=parcel&limit=3{cursor}");
            var hits = page.Items.Select(hit => hit.GetProperty("conversation").GetProperty("conversationId").GetGuid()).ToList();
            Assert.True(hits.Count <= 3);
            found.AddRange(hits);
            cursor = page.Body.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0 && ++pages < 10);

        Assert.Equal(mine, found);
    }

    [Fact]
    public async Task A_note_is_found_as_a_note_and_the_customers_words_as_text()
    {
        await using var desk = await DeskHost.StartAsync();
        var sue = await desk.AgentAsync("Sue", AgentRole.Supervisor);
        var id = await StartsAsync(desk, await desk.InboxAsync());
        await desk.NotesAsync(sue, id, "He is angry about the delay");

        Assert.Equal(("note", "text"), (await KindAsync("angry"), await KindAsync("parcel")));

        async Task<string?> KindAsync(string query) => Assert.Single((await desk.GetAsync(sue, $"/api/search?q={query}")).Items).GetProperty("kind").GetString();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Automatic_replies_are_left_out_unless_they_are_asked_for(bool indexed)
    {
        await using var desk = await DeskHost.StartAsync();
        var sue = await desk.AgentAsync("Sue", AgentRole.Supervisor);
        var inbox = await desk.InboxAsync();
        var asked = await StartsAsync(desk, inbox);
        var told = await desk.StartsAsync(DeskHost.Visitor(inbox), "Hello");
        foreach (var id in new[] { asked, told })
        {
            await desk.ChangeAsync(id, unit => unit.Append(MessageDraft.FromBot("Your parcel has a number, 包裹")));
        }

        while (indexed && await desk.Get<IMessageSearch>().IndexNextAsync(CancellationToken.None) > 0)
        {
        }

        Assert.Equal([asked], await FindAsync(desk, sue, ""));
        Assert.Equal([asked], await FindAsync(desk, sue, "&automatic=false"));
        Assert.Equal([told, asked], await FindAsync(desk, sue, "&automatic=true"));
        Assert.Equal(1, (await desk.GetAsync(sue, "/api/search?q=parcel")).Items.Single().GetProperty("seq").GetInt64());
        Assert.Empty((await desk.GetAsync(sue, $"/api/search?q={Uri.EscapeDataString("包裹")}")).Items);
    }

    private static Task<Guid> StartsAsync(DeskHost desk, Inbox inbox) => desk.StartsAsync(DeskHost.Visitor(inbox), "Where is my parcel?");

    private static async Task<List<Guid>> FindAsync(DeskHost desk, Agent agent, string filter)
    {
        var answer = await desk.GetAsync(agent, $"/api/search?q=parcel{filter}");
        Assert.True(answer.Status == 200, $"{filter}: {answer.Status}");
        return [.. answer.Items.Select(hit => hit.GetProperty("conversation").GetProperty("conversationId").GetGuid())];
    }
}
