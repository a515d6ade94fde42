using ChatService.Domain.Conversations;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Presence;

/// <summary>From a closed browser tab to a closed conversation, over the whole server.</summary>
public sealed class AbandonmentOnTheWireTests
{
    private static readonly Dictionary<string, string> OneMinute = new() { ["Abandonment:AfterMinutes"] = "1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_who_closes_the_page_and_stays_away_leaves_the_queue_as_abandoned()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(settings: OneMinute, time: time);
        var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await visitor.DisposeAsync();

        var row = await RowOnceAsync(host, time, id, row => row.State == ConversationState.Closed);
        Assert.Equal("abandoned", row.Resolution);
        Assert.InRange((row.ClosedAt - row.AbandonedAt)!.Value, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_customer_whose_page_stays_open_waits_in_the_queue()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(settings: OneMinute, time: time);
        await using var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        var asked = time.GetUtcNow();
        var row = await RowOnceAsync(host, time, id, _ => time.GetUtcNow() - asked > TimeSpan.FromSeconds(100));
        Assert.True(row.IsWaiting);
    }

    // The clock goes on a second at a time, so that what is due in between happens in between.
    private static async Task<Conversation> RowOnceAsync(ChatHost host, ManualTime time, Guid id, Func<Conversation, bool> seen)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (true)
        {
            await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(Token);
            var row = await db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == id, Token);
            if (seen(row))
            {
                return row;
            }

            time.Advance(TimeSpan.FromSeconds(1));
            await tick.WaitForNextTickAsync(limit.Token);
        }
    }
}
