using ChatService.BrowserTests.Kit;
using ChatService.Testing;

namespace ChatService.BrowserTests.Stories;

/// <summary>Browsers on two nodes, and Redis away.</summary>
public sealed class SeveralNodesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [MemberData(nameof(Locales))]
    public async Task A_customer_on_one_node_and_an_agent_on_another_talk_on_while_Redis_is_away_and_when_it_is_back(string locale)
    {
        using var store = new TempDirectory();
        await using var redis = await RedisServer.StartAsync();
        await Play(
            locale,
            async scene =>
            {
                await scene.Office.OffersLastAsync(120);
                var lin = await scene.AgentAsync("Lin Wei", node: scene.AnotherNode());
                var customer = await scene.CustomerAsync();
                await lin.BecomesAvailableAsync();
                await customer.AskAsync();
                await lin.AcceptsAsync();
                await TalkAsync(customer, lin, "one");

                await redis.KillAsync();
                await TalkAsync(customer, lin, "two");
                await redis.StartAgainAsync();
                await TalkAsync(customer, lin, "three");

                foreach (var when in new[] { "one", "two", "three" })
                {
                    await customer.SeesOnce($"answer {when}");
                    await lin.SeesOnce($"question {when}");
                }
            },
            Shared(store, redis));
    }

    [Theory]
    [MemberData(nameof(Locales))]
    public async Task With_Redis_stopped_a_customer_is_answered_on_one_node(string locale)
    {
        using var store = new TempDirectory();
        await using var redis = await RedisServer.StartAsync();
        await redis.KillAsync();
        await Play(
            locale,
            async scene =>
            {
                await scene.Office.OffersLastAsync(120);
                var lin = await scene.AgentAsync("Lin Wei");
                var customer = await scene.CustomerAsync();
                await lin.BecomesAvailableAsync();
                await customer.AskAsync();
                await lin.AcceptsAsync();
                await lin.SeesOnce(scene.Words.Question);
                await TalkAsync(customer, lin, "one");
            },
            Shared(store, redis));
    }

    private static async Task TalkAsync(WidgetPage customer, ConsolePage lin, string when)
    {
        await customer.WriteAsync($"question {when}");
        await lin.SeesOnce($"question {when}");
        await lin.WriteAsync($"answer {when}");
        await customer.SeesOnce($"answer {when}");
    }

    private static Dictionary<string, string> Shared(TempDirectory store, RedisServer redis) => new()
    {
        ["ConnectionStrings:Postgres"] = TestStore.AlwaysPostgres(store.Path),
        ["ConnectionStrings:Redis"] = redis.ConnectionString,
    };
}
