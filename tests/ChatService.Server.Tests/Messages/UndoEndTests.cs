using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>A close or a transfer can be undone before the customer hears of it, and nothing that happens to the agent loses it.</summary>
public sealed class UndoEndTests : IAsyncLifetime
{
    // Ahead of the real clock, by which the framework ends connections whose log-in is over.
    private readonly ManualTime time = new(new DateTimeOffset(2099, 3, 4, 9, 0, 0, TimeSpan.Zero));
    private ChatHost host = null!;
    private AgentClient admin = null!;
    private AgentClient ann = null!;
    private VisitorClient visitor = null!;

    public async ValueTask InitializeAsync()
    {
        host = ChatHost.Start(time: time, settings: Roomy.Limits);
        admin = await host.AdminAsync();
        ann = await host.HireAsync(admin, "ann@example.com");
        visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await ann.CallAsync<ConversationAnswer>("Take", Id());
    }

    public async ValueTask DisposeAsync()
    {
        await visitor.DisposeAsync();
        await ann.DisposeAsync();
        await admin.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_close_reaches_the_customer_at_its_time_and_not_before()
    {
        var answer = await CloseAsync();

        Assert.Equal(new StateAnswer("active", time.GetUtcNow().AddSeconds(6)), answer);
        Assert.Equal("active", (await visitor.ResumeAsync(0)).State);
        var ending = (await RowAsync()).Ending!;
        Assert.Equal(("close", "resolved", answer.EndsAt), (ending.Kind, ending.Resolution, ending.At));

        time.Advance(TimeSpan.FromSeconds(6));
        await visitor.Changes.First(c => c.State == "closed");

        var row = await RowAsync();
        Assert.Equal(("resolved", null), (row.Resolution, row.Ending));
        Assert.Equal(answer.EndsAt, row.ClosedAt);
    }

    [Fact]
    public async Task An_undone_close_leaves_no_line_and_no_timer()
    {
        await CloseAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new StateAnswer("active"), await ann.CallAsync<StateAnswer>("UndoEnd", Id()));
        time.Advance(TimeSpan.FromMinutes(1));
        await ann.SendAsync(visitor.ConversationId, "One more thing");

        Assert.Null((await RowAsync()).Ending);
        Assert.DoesNotContain((await visitor.ResumeAsync(0)).Messages, m => m.Event?.Type == "closed");
        Assert.Equal(new StateAnswer("active"), await ann.CallAsync<StateAnswer>("UndoEnd", Id()));
    }

    [Fact]
    public async Task A_customer_who_writes_meanwhile_is_not_cut_off()
    {
        await CloseAsync();
        await visitor.SendAsync("Wait, one question");

        Assert.Null((await RowAsync()).Ending);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("active", (await visitor.ResumeAsync(0)).State);
        await AssertLoggedAsync("customer_wrote");
    }

    [Fact]
    public async Task The_close_happens_although_the_agents_tab_is_gone()
    {
        await CloseAsync();
        await ann.Hub.StopAsync(TestContext.Current.CancellationToken).Soon();

        time.Advance(TimeSpan.FromSeconds(6));

        await visitor.Changes.First(c => c.State == "closed");
    }

    [Fact]
    public async Task A_transfer_moves_it_and_leaves_its_note_at_its_time()
    {
        var bob = await admin.HireAsync("bob@example.com");
        await using var desk = await AgentClient.LogInAsync(host.Url, "bob@example.com", Staff.Password);
        await desk.StatusAsync("available");
        var answer = await ann.CallAsync<StateAnswer>(
            "Transfer", new { conversationId = visitor.ConversationId, agentId = bob, note = "Knows the matter", undoSeconds = 6 });

        Assert.Equal("active", answer.State);
        Assert.Equal("transfer", (await RowAsync()).Ending!.Kind);
        Assert.DoesNotContain(await ChatRoom.TranscriptAsync(admin, visitor.ConversationId), m => m.Kind == "note");

        time.Advance(TimeSpan.FromSeconds(6));
        await visitor.Messages.First(m => m.Event?.Type == "transferred");
        Assert.Single(await ChatRoom.TranscriptAsync(admin, visitor.ConversationId), m => m.Kind == "note");
        Assert.Null((await RowAsync()).Ending);
    }

    [Fact]
    public async Task The_same_close_again_waits_once_and_happens_once()
    {
        var close = new { conversationId = visitor.ConversationId, clientMessageId = Guid.NewGuid(), undoSeconds = 6 };
        var first = await ann.CallAsync<StateAnswer>("Close", close);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(first, await ann.CallAsync<StateAnswer>("Close", close));

        time.Advance(TimeSpan.FromSeconds(4));
        await visitor.Changes.First(c => c.State == "closed");
        await visitor.SendAsync("It is me again");

        var again = await ann.CallAsync<StateAnswer>("Close", close);
        Assert.Null(again.EndsAt);
        Assert.NotEqual("closed", again.State);
        Assert.Single((await visitor.ResumeAsync(0)).Messages, m => m.Event?.Type == "closed");
    }

    [Fact]
    public async Task A_close_at_once_takes_the_place_of_the_one_that_waits()
    {
        await CloseAsync();

        Assert.Equal("closed", (await ann.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, resolution = "spam" })).State);
        time.Advance(TimeSpan.FromMinutes(1));

        var row = await RowAsync();
        Assert.Equal(("spam", null), (row.Resolution, row.Ending));
    }

    [Fact]
    public async Task A_colleague_without_the_conversation_may_not_undo()
    {
        await using var bea = await host.HireAsync(admin, "bea@example.com");
        await CloseAsync();

        Assert.Equal("not_assigned", await bea.CallAsync<StateAnswer>("UndoEnd", Id()).RefusalAsync());
        Assert.NotNull((await RowAsync()).Ending);
        Assert.Equal("active", (await admin.CallAsync<StateAnswer>("UndoEnd", Id())).State);
    }

    [Fact]
    public async Task A_takeover_drops_the_close_of_the_former_agent()
    {
        await CloseAsync();
        await admin.CallAsync<ConversationAnswer>("Take", Id());

        Assert.Null((await RowAsync()).Ending);
        await AssertLoggedAsync("reassigned");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    public async Task A_time_out_of_range_is_refused_and_changes_nothing(int undoSeconds)
    {
        Assert.Equal(
            "invalid_argument",
            await ann.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, undoSeconds }).RefusalAsync());
        var team = (await admin.PostAsync<System.Text.Json.JsonElement>("/api/teams", new { name = "Seniors" })).GetProperty("id").GetGuid();
        Assert.Equal(
            "invalid_argument",
            await ann.CallAsync<StateAnswer>("Transfer", new { conversationId = visitor.ConversationId, teamId = team, undoSeconds }).RefusalAsync());

        Assert.Equal(("active", null), ((await RowAsync()).State, (await RowAsync()).Ending));
    }

    private object Id() => new { conversationId = visitor.ConversationId };

    private Task<StateAnswer> CloseAsync() => ann.CallAsync<StateAnswer>("Close", new { conversationId = visitor.ConversationId, undoSeconds = 6 });

    private async Task<ConversationRow> RowAsync() => (await admin.ResumeAsync(visitor.ConversationId, 0)).Conversation;

    private async Task AssertLoggedAsync(string reason)
    {
        var log = await admin.GetAsync<System.Text.Json.JsonElement>($"/api/conversations/{visitor.ConversationId}/events");
        Assert.Contains(
            log.GetProperty("items").EnumerateArray(),
            e => e.GetProperty("type").GetString() == "end_dropped" && e.GetProperty("data").GetProperty("reason").GetString() == reason);
    }
}
