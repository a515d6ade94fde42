using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.AutoReplies;

/// <summary>An installation whose rules came with an earlier version.</summary>
public sealed class SeededRulesTests
{
    private static readonly Guid Welcome = new("5eed0000-0000-4000-8000-000000000102");
    private static readonly Guid OrderStatus = new("5eed0000-0000-4000-8000-000000000108");
    private static readonly Guid NobodyAtTheDesk = new("5eed0000-0000-4000-8000-000000000113");

    [Fact]
    public async Task What_no_admin_has_touched_becomes_this_versions_and_keeps_its_history()
    {
        await using var desk = await DeskHost.StartAsync();
        await OldAsync(desk, Welcome, by: null);

        await RefreshAsync(desk);
        await RefreshAsync(desk);

        var rules = await RulesAsync(desk);
        Assert.Equal((2, DeskCondition.Staffed), (rules[Welcome].Version, rules[Welcome].Rule.Conditions.Desk));
        Assert.Equal((1, DeskCondition.Nobody), (rules[NobodyAtTheDesk].Version, rules[NobodyAtTheDesk].Rule.Conditions.Desk));
        var versions = await desk.ReadAsync(db => db.Set<AutoReplyRuleVersion>().Where(v => v.RuleId == Welcome).OrderBy(v => v.Version).ToListAsync());
        Assert.Equal(["An old text", "Hi {{contact.name|there}}"], versions.Select(v => TextOf(v.Rule)[..Math.Min(25, TextOf(v.Rule).Length)]));
    }

    [Fact]
    public async Task What_an_admin_has_changed_or_removed_stays_and_brings_no_counterpart()
    {
        await using var desk = await DeskHost.StartAsync();
        await OldAsync(desk, Welcome, by: Guid.NewGuid());
        await OldAsync(desk, OrderStatus, by: null);
        await desk.WriteAsync(scope => scope.Db.Set<AutoReplyRuleRow>().Where(rule => rule.Id == OrderStatus).ExecuteDeleteAsync());

        await RefreshAsync(desk);

        var rules = await RulesAsync(desk);
        Assert.Equal([Welcome], rules.Keys);
        Assert.Equal((1, "An old text"), (rules[Welcome].Version, TextOf(rules[Welcome].Rule)));
    }

    private static Task OldAsync(DeskHost desk, Guid id, Guid? by) => desk.WriteAsync(scope =>
    {
        var rule = DefaultAutoReplies.Create().Single(r => r.Id == id);
        EditAutoReplies.Add(scope, rule with { Conditions = AutoReplyConditions.None, Actions = [Rules.Say("An old text")] }, by);
        return Task.CompletedTask;
    });

    private static Task RefreshAsync(DeskHost desk) => new RefreshSeededRules(desk.Get<Platform.Storage.WriteSession>()).StartAsync(CancellationToken.None);

    private static async Task<Dictionary<Guid, AutoReplyRuleRow>> RulesAsync(DeskHost desk) =>
        await desk.ReadAsync(db => db.Set<AutoReplyRuleRow>().AsNoTracking().ToDictionaryAsync(rule => rule.Id));

    private static string TextOf(AutoReplyRule rule) => rule.Actions.OfType<ReplyAction>().Single().Template.Texts["en"];
}
