using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Tests.Routing;

/// <summary>Skills decide who is asked.</summary>
public sealed class SkillTests
{
    private static readonly RoutingOptions Tea = new() { RequiredSkills = new() { ["tea"] = 2 } };

    [Fact]
    public async Task What_the_inbox_needs_keeps_the_others_out_however_long_it_takes()
    {
        await using var world = await RoutingWorld.OpenAsync(Tea);
        await world.AgentAsync("ann");
        await world.AgentAsync("eve", a => a.Skills = new() { ["tea"] = 1 });

        var id = await world.WaitsAsync();
        await world.PassAsync(120);
        Assert.Empty(await world.OffersAsync(id));

        var bob = await world.AgentAsync("bob", a => a.Skills = new() { ["Tea"] = 3 });
        await world.DrainAsync();
        Assert.Equal([bob.Id], await world.AskedAsync(id));
    }

    [Fact]
    public async Task What_the_conversation_needs_counts_beside_the_inbox_and_the_higher_level_wins()
    {
        await using var world = await RoutingWorld.OpenAsync(Tea);
        await world.AgentAsync("ann", a => a.Skills = new() { ["tea"] = 2, ["refunds"] = 1 });
        await world.AgentAsync("eve", a => a.Skills = new() { ["tea"] = 5 });
        var bob = await world.AgentAsync("bob", a => a.Skills = new() { ["tea"] = 4, ["refunds"] = 1 });
        var id = await world.WaitsUnplannedAsync();

        await world.ChangeAsync(id, unit =>
        {
            unit.RequireSkill("refunds", 1, Actor.Bot);
            unit.RequireSkill("TEA", 4, Actor.Bot);
            unit.RequireSkill("tea", 3, Actor.Bot);
        });
        await world.PassAsync(5);

        Assert.Equal([bob.Id], await world.AskedAsync(id));
        Assert.Equal(2, (await world.ConversationAsync(id)).Skills!.Count);
    }

    [Fact]
    public async Task A_ring_may_let_the_skills_go()
    {
        await using var world = await RoutingWorld.OpenAsync(Tea with { Rings = [new(0, "best_agent"), new(20, "anyone", IgnoreSkills: true)] });
        var ann = await world.AgentAsync("ann");
        var id = await world.WaitsAsync();

        await world.PassAsync(19);
        Assert.Empty(await world.OffersAsync(id));
        await world.PassAsync(2);
        Assert.Equal([ann.Id], await world.AskedAsync(id));
    }

    [Theory]
    [InlineData("refunds", "refunds", 1)]
    [InlineData("refunds:3", "refunds", 3)]
    public void A_rule_asks_for_a_skill_on_the_wire(string value, string skill, int level)
    {
        var complaints = new Complaints();
        var body = new AutoReplyBody
        {
            Name = "Refunds", Trigger = new("keyword"), Keywords = new(["refund"]), Actions = [new("require_skill", Value: value)],
        };

        var rule = AutoReplyWire.Read(body, Guid.NewGuid(), 1, complaints);

        Assert.False(complaints.Any);
        Assert.Equal(new RequireSkillAction(skill, level), Assert.Single(rule.Actions));
        Assert.Equal(value, Assert.Single(AutoReplyWire.Write(rule).Actions!)!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("refunds:9")]
    [InlineData("refunds:x")]
    [InlineData(":2")]
    public void A_skill_without_a_name_or_with_a_level_that_is_none_is_refused(string value)
    {
        var complaints = new Complaints();
        var body = new AutoReplyBody { Name = "Refunds", Trigger = new("keyword"), Keywords = new(["refund"]), Actions = [new("require_skill", Value: value)] };

        AutoReplyWire.Read(body, Guid.NewGuid(), 1, complaints);

        Assert.Equal(["actions[0].value"], complaints.ToRefusal()!.Errors!.Keys);
    }
}
