using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Testing;

namespace ChatService.Server.Tests.Truth;

/// <summary>What a customer is told about the people behind an inbox, at that moment.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_customer_whom_nobody_serves_has_no_place_in_the_queue_until_somebody_begins_work()
    {
        await using var host = ChatHost.Start();
        await using var agent = await host.AdminAsync();
        await agent.StatusAsync("away");
        await using var visitor = await host.VisitorAsync();
        Assert.Equal(("nobody", true), (visitor.Session.Inbox.Desk, visitor.Session.Inbox.Open));
        Assert.Null((await visitor.StartAsync("Anybody there?")).Queue);
        Assert.Equal(("nobody", (Queue?)null), await StandingAsync(visitor));

        await agent.StatusAsync("available");

        await visitor.Desk.First(d => d.Desk == "staffed").Soon();
        var placed = await visitor.Changes.First(c => c.Queue is not null).Soon();
        Assert.Equal(("staffed", 1), (placed.Desk, placed.Queue!.Position));
        Assert.Equal("staffed", (await SessionAsync(host)).Inbox.Desk);

        await agent.StatusAsync("away");

        await LastDeskAsync(visitor, "nobody");
        await visitor.Changes.First(c => c is { Queue: null, Desk: "nobody" }).Soon();
        Assert.Equal(("nobody", (Queue?)null), await StandingAsync(visitor));
    }

    [Fact]
    public async Task An_agent_of_another_inbox_does_not_staff_this_one()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await admin.StatusAsync("away");
        var (other, _) = await admin.OpenInboxAsync("other");
        await using var agent = await host.HireAsync(admin, "lin@example.com", "agent", 4, other);
        await agent.StatusAsync("available");

        Assert.Equal("nobody", (await SessionAsync(host)).Inbox.Desk);
        Assert.Equal("staffed", (await SessionAsync(host, "other")).Inbox.Desk);
    }

    [Fact]
    public async Task A_reload_of_the_only_console_leaves_the_desk_staffed_and_a_closed_one_does_not()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(time: time);
        await using var visitor = await host.VisitorAsync();
        await using var agent = await host.AdminAsync();
        await agent.StatusAsync("available");
        await visitor.Desk.First(d => d.Desk == "staffed").Soon();

        await agent.Hub.StopAsync(TestContext.Current.CancellationToken);
        await agent.Hub.StartAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(visitor.Desk.All.SkipWhile(d => d.Desk != "staffed"), d => d.Desk == "nobody");
        Assert.Equal("staffed", (await SessionAsync(host)).Inbox.Desk);

        await agent.Hub.StopAsync(TestContext.Current.CancellationToken);
        await GoneAsync(host, time);
        var heard = LastDeskAsync(visitor, "nobody");
        while (!heard.IsCompleted)
        {
            // The server's next look may have been set while the clock moved: it comes when the clock moves on.
            time.Advance(TimeSpan.FromSeconds(1));
            await SessionAsync(host);
        }

        await heard;
    }

    [Fact]
    public async Task An_open_panel_hears_the_closing_and_the_opening_at_their_moments()
    {
        var time = new ManualTime(new DateTimeOffset(2027, 3, 3, 16, 59, 0, TimeSpan.Zero));
        await using var host = ChatHost.Start(time: time);
        await using var admin = await host.AdminAsync();
        await OpensAsync(admin, Weekdays(9, 17));
        await using var visitor = await host.VisitorAsync();
        var (closing, opening) = (new DateTimeOffset(2027, 3, 3, 17, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 3, 4, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal((true, closing), (visitor.Session.Inbox.Open, visitor.Session.Inbox.ChangesAt));
        await admin.StatusAsync("available");
        await visitor.Desk.First(d => d.Desk == "staffed").Soon();
        await visitor.StartAsync("One more thing");

        time.Advance(TimeSpan.FromMinutes(1));

        var closed = await visitor.Desk.First(d => d.Desk == "closed").Soon();
        Assert.Equal(new DeskChanged("closed", false, opening, opening), closed);
        await visitor.Changes.First(c => c is { Desk: "closed", Queue: null }).Soon();

        var open = visitor.Desk.First(d => d.Open && d.ChangesAt == closing.AddDays(1)).Soon();
        time.Advance(TimeSpan.FromHours(16));
        while (!open.IsCompleted)
        {
            // As above: the next look may have been set while the clock moved.
            time.Advance(TimeSpan.FromMinutes(1));
            await SessionAsync(host);
        }

        Assert.Null((await open).OpensAt);
    }

    [Fact]
    public async Task An_open_panel_hears_of_hours_that_are_edited_and_of_a_reconnect()
    {
        var time = new ManualTime(new DateTimeOffset(2027, 3, 3, 12, 0, 0, TimeSpan.Zero));
        await using var host = ChatHost.Start(time: time);
        await using var admin = await host.AdminAsync();
        var (hoursId, version) = await OpensAsync(admin, Weekdays(9, 17));
        await using var visitor = await host.VisitorAsync();
        await visitor.Desk.First(d => d.Open).Soon();

        await ChangeAsync(admin, hoursId, version, Weekdays(14, 17));

        var closed = await visitor.Desk.First(d => d.Desk == "closed").Soon();
        Assert.Equal(new DateTimeOffset(2027, 3, 3, 14, 0, 0, TimeSpan.Zero), closed.OpensAt);
        await using var again = await host.VisitorAsync(visitor.Session.VisitorToken);
        Assert.Equal(closed, await again.Desk.First(_ => true).Soon());
    }

    private static async Task<(string? Desk, Queue? Queue)> StandingAsync(VisitorClient visitor)
    {
        var shown = (await visitor.ResumeAsync(0)).Conversation;
        return (shown.Desk, shown.Queue);
    }

    private static async Task LastDeskAsync(VisitorClient visitor, string desk)
    {
        var staffed = visitor.Desk.All.Select((d, i) => (d, i)).Last(p => p.d.Desk == "staffed").i;
        var after = 0;
        await visitor.Desk.First(d => after++ > staffed && d.Desk == desk).Soon();
    }

    // Waits for the lease to end before the clock moves: the pause counts from then.
    private static async Task GoneAsync(ChatHost host, ManualTime time)
    {
        for (var tries = 0; tries < 200 && (await SessionAsync(host)).Inbox.Desk != "nobody"; tries++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("nobody", (await SessionAsync(host)).Inbox.Desk);
    }

    private static async Task<SessionAnswer> SessionAsync(ChatHost host, string inboxKey = "demo")
    {
        using var response = await host.Http.PostAsJsonAsync("/api/widget/session", new { inboxKey }).Soon();
        return (await response.Content.ReadFromJsonAsync<SessionAnswer>(Wire).Soon())!;
    }

    private static JsonSerializerOptions Wire { get; } = Options();

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Server.Platform.WireJson.Apply(options);
        return options;
    }

    private static object[] Weekdays(int from, int to) =>
        [.. Enumerable.Range(1, 7).Select(day => (object)new { day, start = $"{from:00}:00", end = $"{to:00}:00" })];

    private static async Task<(Guid Id, int Version)> OpensAsync(AgentClient admin, object[] weekly)
    {
        var made = await admin.PostAsync<JsonElement>("/api/business-hours", new { name = "Office", timeZone = "UTC", weekly, special = Array.Empty<object>() });
        var id = made.GetProperty("id").GetGuid();
        var inbox = (await admin.GetAsync<JsonElement>("/api/inboxes")).GetProperty("items").EnumerateArray().First(i => i.GetProperty("key").GetString() == "demo");
        var body = inbox.Deserialize<Dictionary<string, object?>>()!;
        body["businessHoursId"] = id;
        using var saved = await admin.Http.PutAsJsonAsync($"/api/inboxes/{inbox.GetProperty("id").GetGuid()}", body).Soon();
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        return (id, made.GetProperty("version").GetInt32());
    }

    private static async Task ChangeAsync(AgentClient admin, Guid id, int version, object[] weekly)
    {
        using var saved = await admin.Http.PutAsJsonAsync(
            $"/api/business-hours/{id}", new { name = "Office", timeZone = "UTC", weekly, special = Array.Empty<object>(), version }).Soon();
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
    }
}
