using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Search;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Desk;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Search;

public sealed class SearchTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chinese_and_English_are_found_by_any_part_before_and_after_they_are_indexed(bool indexed)
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var english = await desk.StartsAsync(DeskHost.Visitor(inbox), "The Parcel never arrived in Hamburg");
        var chinese = await desk.StartsAsync(DeskHost.Visitor(inbox), "请问我的订单什么时候可以发货？谢谢");
        await IndexAsync(desk, indexed);

        foreach (var (query, found) in new[]
        {
            ("parcel", english), ("PARCEL hamburg", english), ("arriv", english), ("什么时候", chinese), ("订单", chinese), ("单", chinese), ("什么时候 发货", chinese), ("，订单".TrimStart('，'), chinese),
        })
        {
            Assert.Equal([found], await FindAsync(desk, agent, query));
        }

        Assert.Empty(await FindAsync(desk, agent, "parcel 发货"));
        Assert.Empty(await FindAsync(desk, agent, "Berlin"));
        Assert.Empty(await FindAsync(desk, agent, "  "));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_conversations_the_agent_may_see_are_found(bool indexed)
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var (inA, inB) = (await desk.StartsAsync(DeskHost.Visitor(a), "secret 密码 here"), await desk.StartsAsync(DeskHost.Visitor(b), "secret 密码 there"));
        var (ofA, supervisor) = (await desk.AgentAsync("Ann", with: x => x.InboxIds = [a.Id]), await desk.AgentAsync("Sue", AgentRole.Supervisor));
        await IndexAsync(desk, indexed);

        foreach (var query in new[] { "secret", "密码", "secret 密码" })
        {
            Assert.Equal([inA], await FindAsync(desk, ofA, query));
            Assert.Equal([inB, inA], await FindAsync(desk, supervisor, query));
        }
    }

    [Theory]
    [InlineData("parcel OR window")]
    [InlineData("parcel NOT lost")]
    [InlineData("parc*")]
    [InlineData("text:parcel")]
    [InlineData("NEAR(parcel lost)")]
    [InlineData("^parcel")]
    [InlineData("\"parcel")]
    [InlineData("parcel\" OR \"window")]
    [InlineData("') OR 1=1 --")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("%%%")]
    [InlineData("par\\cel")]
    [InlineData("{parcel} : -(")]
    public async Task Whatever_is_typed_is_text_and_no_query(string query)
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        await desk.StartsAsync(DeskHost.Visitor(inbox), "parcel");
        await desk.StartsAsync(DeskHost.Visitor(inbox), "window");
        await IndexAsync(desk, true);
        Assert.Empty(await FindAsync(desk, agent, query));

        var literal = await desk.StartsAsync(DeskHost.Visitor(inbox), $"I typed {query} and more");
        Assert.Equal([literal], await FindAsync(desk, agent, query));
        await IndexAsync(desk, true);
        Assert.Equal([literal], await FindAsync(desk, agent, query));
    }

    [Fact]
    public async Task A_hit_is_the_newest_line_with_a_snippet_around_the_words_and_no_markup()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var visitor = DeskHost.Visitor(inbox);
        var id = await desk.StartsAsync(visitor, "invoice");
        await desk.WritesAsync(visitor, id, $"{new string('a', 300)} <b>the\ninvoice</b> {new string('z', 300)}");
        await desk.NotesAsync(agent, id, "paid already");

        var hit = Assert.Single((await desk.GetAsync(agent, "/api/search?q=invoice")).Items);
        var note = Assert.Single((await desk.GetAsync(agent, "/api/search?q=paid")).Items);

        Assert.Equal((2, id), (hit.GetProperty("seq").GetInt32(), hit.GetProperty("conversation").GetProperty("conversationId").GetGuid()));
        var snippet = hit.GetProperty("snippet").GetString()!;
        Assert.Contains("<b>the invoice</b>", snippet, StringComparison.Ordinal);
        Assert.True(snippet is ['…', .., '…'] && snippet.Length < 150, snippet);
        Assert.Equal((3, "paid already"), (note.GetProperty("seq").GetInt32(), note.GetProperty("snippet").GetString()));
    }

    [Fact]
    public async Task System_lines_are_not_found_and_the_limit_holds()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        for (var i = 0; i < 4; i++)
        {
            await desk.TakesAsync(agent, await desk.StartsAsync(DeskHost.Visitor(inbox), $"order number {i}"));
        }

        Assert.Empty(await FindAsync(desk, agent, "joined the conversation"));
        Assert.Equal(2, (await desk.GetAsync(agent, "/api/search?q=order&limit=2")).Items.Count());
        Assert.Equal(400, (await desk.GetAsync(agent, "/api/search?q=order&limit=51")).Status);
        Assert.Equal(401, (await desk.GetAsync(null, "/api/search?q=order")).Status);
    }

    [Fact]
    public async Task An_erased_message_leaves_the_index_with_its_row()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var (erased, blanked) = (await desk.StartsAsync(DeskHost.Visitor(inbox), "forget the passport"), await desk.StartsAsync(DeskHost.Visitor(inbox), "blank the passport"));
        await IndexAsync(desk, true);
        Assert.Equal([blanked, erased], await FindAsync(desk, agent, "passport"));

        await desk.WriteAsync(async scope =>
        {
            await scope.Db.Set<MessageRow>().Where(m => m.ConversationId == erased).ExecuteDeleteAsync();
            await scope.Db.Set<MessageRow>().Where(m => m.ConversationId == blanked).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "erased on request"));
        });

        Assert.Empty(await FindAsync(desk, agent, "passport"));
        var left = TestStore.IsPostgres
            ? "SELECT (SELECT count(*) FROM message_search) + (SELECT count(*) FROM message_search_todo) AS \"Value\""
            : "SELECT count(*) AS Value FROM message_search_line";
        Assert.Equal(1, await desk.ReadAsync(db => db.Database.SqlQueryRaw<long>(left).SingleAsync()));
        Assert.Equal([blanked], await FindAsync(desk, agent, "on request"));
        await IndexAsync(desk, true);
        Assert.Equal([blanked], await FindAsync(desk, agent, "on request"));
    }

    [Fact]
    public async Task Messages_from_before_the_index_are_indexed_at_the_next_start()
    {
        var before = await DeskHost.StartAsync();
        var (inbox, agent) = (await before.InboxAsync(), await before.AgentAsync());
        var id = await before.StartsAsync(DeskHost.Visitor(inbox), "an older message");
        await before.WriteAsync(async scope =>
        {
            string[] drops = TestStore.IsPostgres
                // And made anew, as the migration does in a database that has messages.
                ? ["DROP FUNCTION message_search_note CASCADE", "DROP FUNCTION message_search_note_added CASCADE", "DROP TABLE message_search", "DROP TABLE message_search_todo", Migrator.Scripts("postgres")[1].Sql().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)]
                : ["DROP TRIGGER message_search_added", "DROP TRIGGER message_search_removed", "DROP TRIGGER message_search_changed", "DROP TABLE message_search", "DROP TABLE message_search_line", "DROP TABLE message_search_cursor"];
            foreach (var drop in drops)
            {
                await scope.Db.Database.ExecuteSqlRawAsync(drop);
            }
        });

        await using var after = await DeskHost.StartAsync(await before.StopAsync());

        Assert.Equal([id], await FindAsync(after, agent, "older"));
        await IndexAsync(after, true);
        Assert.Equal([id], await FindAsync(after, agent, "older"));
    }

    [Fact]
    public async Task The_plain_search_finds_the_same()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        var agent = await desk.AgentAsync(with: x => x.InboxIds = [a.Id]);
        var mine = await desk.StartsAsync(DeskHost.Visitor(a), "Parcel 退款 100%");
        await desk.StartsAsync(DeskHost.Visitor(b), "parcel 退款 100%");

        foreach (var (query, count) in new[] { ("PARCEL", 1), ("退款", 1), ("100%", 1), ("1_0", 0) })
        {
            var found = await desk.ReadAsync(db => new PlainMessageSearch().FindAsync(db, agent, SearchTerms.Of(query)!, 10, CancellationToken.None));
            Assert.Equal(Enumerable.Repeat(mine, count), found.Lines.Select(line => line.ConversationId));
        }
    }

    // On PostgreSQL as among forty thousand messages whose statistics are known: the newest, then pieces farther and farther back; and what is rare wherever it is.
    [Fact]
    public async Task It_is_found_however_old_and_however_rare()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var ids = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            ids.Insert(0, await desk.StartsAsync(DeskHost.Visitor(inbox), $"parcel {(i % 3 == 0 ? "window" : "door")}{(i == 1 ? " zebra 斑马" : string.Empty)}"));
        }

        await IndexAsync(desk, true);
        if (TestStore.IsPostgres)
        {
            await desk.WriteAsync(scope => scope.Db.Database.ExecuteSqlRawAsync("UPDATE message_search SET line = line * 1000; ANALYZE message_search"));
        }

        foreach (var (query, found) in new (string, Guid[])[]
        {
            ("zebra", [ids[38]]), ("斑马", [ids[38]]), ("parcel zebra", [ids[38]]), ("zebra window", []),
            ("window", [.. ids.Where((_, i) => (39 - i) % 3 == 0)]), ("parcel", [.. ids]), ("parcel window", [.. ids.Where((_, i) => (39 - i) % 3 == 0)]),
        })
        {
            Assert.Equal(found, await FindAsync(desk, agent, query, 50));
        }

        Assert.Equal(ids.Take(2), await FindAsync(desk, agent, "parcel", 2));
    }

    // Thousands that the agent may not see, or that are gone, stand before it: no page of places may be the last one that is looked at.
    [Fact]
    public async Task It_is_found_behind_thousands_that_are_not_for_the_agent()
    {
        await using var desk = await DeskHost.StartAsync();
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var old = await desk.StartsAsync(DeskHost.Visitor(inbox), "zebra in the parcel");
        await IndexAsync(desk, true);
        if (TestStore.IsPostgres)
        {
            await desk.WriteAsync(scope => scope.Db.Database.ExecuteSqlRawAsync(
                "INSERT INTO message_search (conversation_id, seq, line, grams) SELECT gen_random_uuid(), 1, line + n, grams FROM message_search, generate_series(1, 9000) AS g(n); ANALYZE message_search"));
        }

        Assert.Equal([old], await FindAsync(desk, agent, "zebra"));
        Assert.Equal([old], await FindAsync(desk, agent, "zebra parcel"));
    }

    // Words of an automatic reply have a place in every conversation and no hit in any: the page ends, and the next one goes on where it ended.
    [Fact]
    public async Task A_search_that_reads_much_and_finds_little_ends_its_page_and_goes_on_with_the_next()
    {
        // SQLite finds all places in one walk of its index.
        await using var desk = await DeskHost.StartAsync(onPostgres: true);
        var (inbox, agent) = (await desk.InboxAsync(), await desk.AgentAsync());
        var old = await desk.StartsAsync(DeskHost.Visitor(inbox), "zebra in the parcel");
        await IndexAsync(desk, true);
        await desk.WriteAsync(scope => scope.Db.Database.ExecuteSqlRawAsync(
            "INSERT INTO message_search (conversation_id, seq, line, grams) SELECT gen_random_uuid(), 1, line + n, grams FROM message_search, generate_series(1, 70000) AS g(n); ANALYZE message_search"));

        var (pages, hits, cursor) = (0, new List<Guid>(), "");
        do
        {
            var page = await desk.GetAsync(agent, $"/api/search?q=zebra{cursor}");
            hits.AddRange(page.Items.Select(hit => hit.GetProperty("conversation").GetProperty("conversationId").GetGuid()));
            cursor = page.Body.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
            pages++;
        }
        while (cursor.Length > 0 && pages < 10);

        Assert.Equal([old], hits);
        Assert.InRange(pages, 2, 4);
    }

    private static async Task IndexAsync(DeskHost desk, bool all)
    {
        while (all && await desk.Get<IMessageSearch>().IndexNextAsync(CancellationToken.None) > 0)
        {
        }
    }

    private static async Task<List<Guid>> FindAsync(DeskHost desk, Agent agent, string query, int limit = 20)
    {
        var answer = await desk.GetAsync(agent, $"/api/search?limit={limit}&q={Uri.EscapeDataString(query)}");
        Assert.Equal(200, answer.Status);
        return [.. answer.Items.Select(hit => hit.GetProperty("conversation").GetProperty("conversationId").GetGuid())];
    }
}
