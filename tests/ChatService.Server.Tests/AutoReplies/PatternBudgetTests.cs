using System.Diagnostics;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.AutoReplies;

/// <summary>Patterns that take long hold up nobody.</summary>
public sealed class PatternBudgetTests
{
    // Passes every check of its form, and takes the engine a quarter of a second for the text below; twenty of them
    // take longer than a caller is waited for.
    private const string Slow = ".*a.{900}z";

    private static readonly string Hostile = new('a', 2_000);

    [Fact]
    public async Task What_ships_with_the_product_is_looked_for_at_once_and_on_no_thread_of_its_own()
    {
        await using var desk = await DeskHost.StartAsync();
        foreach (var rule in DefaultAutoReplies.Create())
        {
            await desk.RuleAsync(rule);
        }

        var reading = desk.Get<PatternScanner>().ReadAsync((await desk.InboxAsync()).Id, "Where is my order AB-20931?", CancellationToken.None);

        Assert.True(reading.IsCompletedSuccessfully);
        Assert.NotEmpty(((PatternFindings)(await reading)!).SaidFor);
    }

    [Fact]
    public async Task Hostile_rules_that_were_stored_by_hand_refuse_no_other_customer()
    {
        await using var desk = await DeskHost.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await desk.RuleAsync(Rules.Keyword("x", "never") with { Keywords = new KeywordMatch { Pattern = Slow } });
        }

        var inbox = await desk.InboxAsync();
        var (honest, attacker) = (DeskHost.Visitor(inbox), DeskHost.Visitor(inbox));
        var conversation = await desk.StartsAsync(honest, "Hello");
        var attacked = await desk.StartsAsync(attacker, "Hello");

        var watch = Stopwatch.StartNew();
        var attack = desk.WritesAsync(attacker, attacked, Hostile);
        for (var i = 0; i < 5; i++)
        {
            await desk.WritesAsync(honest, conversation, $"Message {i}");
        }

        await attack;

        // Thirty of them one after the other, in the transaction, are at least seven seconds. The budget is half a
        // second a message; the rest is room for a busy machine.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task A_slow_rule_does_not_keep_the_others_from_firing()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.RuleAsync(Rules.Keyword("x", "order number") with { Keywords = new KeywordMatch { Pattern = @"order #?\d{5}" }, Order = 1 });
        await desk.RuleAsync(Rules.Keyword("x", "never") with { Keywords = new KeywordMatch { Pattern = Slow }, Order = 2 });
        await desk.RuleAsync(Rules.Keyword("help", "word") with { Order = 3 });

        var conversation = await desk.StartsAsync(DeskHost.Visitor(await desk.InboxAsync()), "help with order 12345 " + Hostile[..1_900]);

        Assert.Equal(["order number", "word"], await desk.BotSaidAsync(conversation));
    }

    [Theory]
    [InlineData(Slow)]
    [InlineData("((a?){30}){30}b")]
    [InlineData("[a-z]*a.{300}[a-z]*b.{3}z")]
    public async Task A_pattern_that_takes_long_is_not_saved(string pattern)
    {
        await using var desk = await DeskHost.StartAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);
        var rule = new
        {
            name = "Slow", enabled = true, order = 1, trigger = new { type = "keyword" }, keywords = new { words = Array.Empty<string>(), pattern },
            actions = new[] { new { type = "reply", texts = new { en = "x" } } },
        };

        var refused = await desk.PostAsync(admin, "/api/auto-replies", rule);

        Assert.Equal(400, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("keywords.pattern", out _));
        Assert.Empty((await desk.GetAsync(admin, "/api/auto-replies")).Items);
    }
}
