using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Presence;

public sealed class VisitorPresenceTests
{
    private static readonly Dictionary<string, string> ShortGrace = new() { ["Presence:VisitorGraceSeconds"] = "1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Agents_see_that_a_customer_is_there_has_left_and_comes_back()
    {
        await using var host = ChatHost.Start(settings: ShortGrace);
        await using var admin = await host.AdminAsync();
        var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        var here = await admin.Rows.First(r => r.ConversationId == id);
        Assert.Equal((true, null), (here.Presence!.Online, here.Presence.LeftAt));

        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await visitor.DisposeAsync();

        var gone = await admin.Rows.First(r => r.ConversationId == id && r.Presence is { Online: false });
        Assert.InRange(gone.Presence!.LeftAt!.Value, before, TimeProvider.System.GetUtcNow());
        Assert.True(gone.Version > here.Version);
        var contact = await admin.GetAsync<ContactView>($"/api/contacts/{gone.Contact.Id}");
        Assert.Equal(gone.Presence.LeftAt, contact.LastSeenAt);

        await using var again = await host.VisitorAsync(visitor.Session.VisitorToken);
        var back = await admin.Rows.First(r => r.ConversationId == id && r.Version > gone.Version && r.Presence is { Online: true });
        Assert.Null(back.Presence!.LeftAt);
        Assert.Equal(["visitor_left", "visitor_returned"], await EventsAsync(host, id));
    }

    [Fact]
    public async Task A_reload_within_the_grace_is_no_departure()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(time: time);
        var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await LinkedAsync(host, time);

        await visitor.DisposeAsync();
        await SeenAsync(() => Task.FromResult(host.Services.GetRequiredService<VisitorPresence>().Count == 0));
        time.Advance(TimeSpan.FromSeconds(9));
        await using var reloaded = await host.VisitorAsync(visitor.Session.VisitorToken);
        await PassAsync(host, time, 60);

        Assert.Empty(await EventsAsync(host, id));
        Assert.NotNull(await OnlineSinceAsync(host));
    }

    [Fact]
    public async Task A_visitor_with_two_tabs_has_left_when_the_last_one_closes()
    {
        await using var host = ChatHost.Start(settings: ShortGrace);
        await using var admin = await host.AdminAsync();
        var first = await host.VisitorAsync();
        var id = (await first.StartAsync("Hello")).ConversationId;
        await using var second = await host.VisitorAsync(first.Session.VisitorToken);
        await first.DisposeAsync();
        await second.DisposeAsync();

        await admin.Rows.First(r => r.ConversationId == id && r.Presence is { Online: false });
        Assert.Equal(["visitor_left"], await EventsAsync(host, id));
    }

    [Fact]
    public async Task Strangers_cost_the_store_nothing()
    {
        await using var host = ChatHost.Start();
        await using var stranger = await host.VisitorAsync();
        await using var customer = await host.VisitorAsync();
        await customer.StartAsync("Hello");
        await SeenAsync(async () => await LinksAsync(host) > 0);

        await using var db = await DbAsync(host);
        Assert.Equal((await db.Set<Contact>().SingleAsync(Token)).Id, (await db.Set<VisitorLink>().SingleAsync(Token)).ContactId);
        Assert.Equal(2, host.Services.GetRequiredService<VisitorPresence>().Count);
    }

    [Fact]
    public async Task Visitors_whom_a_killed_server_held_have_left_when_it_was_last_alive()
    {
        using var directory = new TempDirectory();
        Guid id;
        DateTimeOffset lived;
        // Its clock stands still, or its next heartbeat would write over the time at which it was last alive.
        await using (var killed = ChatHost.Start(directory.Path, time: new ManualTime(TimeProvider.System.GetUtcNow())))
        {
            await using var visitor = await killed.VisitorAsync();
            id = (await visitor.StartAsync("Hello")).ConversationId;
            await SeenAsync(async () => await LinksAsync(killed) > 0);
            // As a process leaves it that died an hour ago.
            lived = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds());
            await using var db = await DbAsync(killed);
            await db.Set<NodeRow>().ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, lived), Token);
            if (killed.Services.GetRequiredService<IStorageEngine>().IsShared)
            {
                await killed.Services.GetRequiredService<WriteSession>().RunAsync(
                    async (scope, token) => await killed.Services.GetRequiredService<VisitorPresenceStore>().LeftAsync(scope, (await scope.Db.Set<NodeRow>().SingleAsync(token)).Id, token), Token);
            }
        }

        await using var next = ChatHost.Start(directory.Path);
        Assert.NotNull(await OnlineSinceAsync(next));
        Assert.Equal(1, await next.Services.GetRequiredService<VisitorPresenceStore>().EndUnconfirmedAsync(10, Token));

        await using var after = await DbAsync(next);
        var contact = await after.Set<Contact>().SingleAsync(Token);
        Assert.Equal((null, lived), (contact.OnlineSince, contact.LeftAt));
        Assert.Equal(["visitor_left"], await EventsAsync(next, id));
        Assert.Equal(0, await LinksAsync(next));
    }

    [Fact]
    public async Task Visitors_who_come_back_after_a_restart_have_never_left()
    {
        using var directory = new TempDirectory();
        string token;
        Guid id;
        await using (var first = ChatHost.Start(directory.Path))
        {
            await using var visitor = await first.VisitorAsync();
            id = (await visitor.StartAsync("Hello")).ConversationId;
            token = visitor.Session.VisitorToken;
            await SeenAsync(async () => await LinksAsync(first) > 0);
        }

        await using var next = ChatHost.Start(directory.Path);
        await using var back = await next.VisitorAsync(token);
        await SeenAsync(async () => await LinksAsync(next) > 0);

        Assert.Equal(0, await next.Services.GetRequiredService<VisitorPresenceStore>().EndUnconfirmedAsync(10, Token));
        Assert.Empty(await EventsAsync(next, id));
        await using var db = await DbAsync(next);
        Assert.Null((await db.Set<Contact>().SingleAsync(Token)).LeftAt);
    }

    // Until the first message's contact is held by the node.
    private static async Task LinkedAsync(ChatHost host, ManualTime time)
    {
        await SeenAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(0.5));
            return await LinksAsync(host) > 0;
        });
    }

    // In steps that the writer follows: it writes between them.
    private static async Task PassAsync(ChatHost host, ManualTime time, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await LinksAsync(host);
        }
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(ChatHost host, Guid conversationId)
    {
        await using var db = await DbAsync(host);
        return await db.Set<LoggedEvent>().Where(e => e.ConversationId == conversationId && e.Type.StartsWith("visitor_"))
            .OrderBy(e => e.Id).Select(e => e.Type).ToListAsync(Token);
    }

    private static async Task<DateTimeOffset?> OnlineSinceAsync(ChatHost host)
    {
        await using var db = await DbAsync(host);
        return (await db.Set<Contact>().SingleAsync(Token)).OnlineSince;
    }

    private static async Task<int> LinksAsync(ChatHost host)
    {
        await using var db = await DbAsync(host);
        return await db.Set<VisitorLink>().CountAsync(Token);
    }

    private static Task<ChatDb> DbAsync(ChatHost host) => host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(Token);

    // A table says nothing when it changes: it is looked at until it has, or the limit is over.
    private static async Task SeenAsync(Func<Task<bool>> seen)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (!await seen())
        {
            await tick.WaitForNextTickAsync(limit.Token);
        }
    }
}
