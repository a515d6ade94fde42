using System.Text.Json;
using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class ExplanationTests
{
    [Fact]
    public void An_explanation_tells_time_ring_score_place_and_candidates()
    {
        var decision = Decision(
            Conversation(waitedSeconds: 9) with { Priority = Priority.P1, ExcludedAgentIds = [Id(4)] },
            Agent(1) with { UsedSlots = 1 },
            Agent(2),
            Agent(3) with { Status = AgentStatus.Offline },
            Agent(4));

        var why = decision.Explanation;
        Assert.Equal((Now, 1, RingScope.SameSkill, 129.0), (why.At, why.Ring, why.Scope, why.Score));
        Assert.Equal((1, 1, 2, 0), (why.QueuePosition, why.QueueLength, why.EligibleCount, why.UnlistedCount));
        Assert.Equal(
            [new(Id(2), null), new(Id(1), null), new(Id(4), RoutingFilter.Declined), new(Id(3), RoutingFilter.NotAvailable)],
            why.Candidates);
        Assert.Equal([new(RoutingFilter.NotAvailable, 1), new(RoutingFilter.Declined, 1)], why.Removed);
        Assert.Equal((RoutingComparator.PercentFree, Id(1)), (why.DecidedBy, why.NextInLine));
    }

    [Fact]
    public void A_single_candidate_leaves_nothing_to_decide()
    {
        var why = Decision(Conversation(), Agent(1)).Explanation;

        Assert.Null(why.DecidedBy);
        Assert.Null(why.NextInLine);
    }

    [Fact]
    public void Five_hundred_agents_are_named_up_to_the_cap_and_counted_beyond()
    {
        var agents = Enumerable.Range(1, 500).Select(n => n <= 300 ? Agent(n) with { HasLiveLease = false } : Agent(n)).ToArray();

        var why = Decision(Conversation(), agents).Explanation;

        Assert.Equal((20, 480, 200), (why.Candidates.Count, why.UnlistedCount, why.EligibleCount));
        Assert.Equal(8, why.Candidates.Count(candidate => candidate.RemovedBy is null));
        Assert.Equal([new FilterCount(RoutingFilter.NoLease, 300)], why.Removed);
        Assert.InRange(JsonSerializer.Serialize(why).Length, 100, 2500);
    }

    [Fact]
    public void The_nearest_misses_are_named_before_the_absent()
    {
        var absent = Enumerable.Range(1, 30).Select(n => Agent(n) with { HasLiveLease = false });

        var why = Decision(Conversation(), [.. absent, Agent(31) with { UsedSlots = 4 }, Agent(32) with { CoolDownUntil = Now.AddSeconds(1) }]).Explanation;

        Assert.Equal([RoutingFilter.CoolDown, RoutingFilter.NoCapacity, RoutingFilter.NoLease], why.Candidates.Take(3).Select(c => c.RemovedBy!.Value));
    }

    [Fact]
    public void Who_filled_up_in_this_plan_is_reported_as_full()
    {
        var plan = Plan(RoutingSettings.Default, [Conversation(1, 2), Conversation(2, 1)], Agent(1) with { CapacitySlots = 1 }, Agent(2) with { CapacitySlots = 2 });

        Assert.Equal(Id(1), plan.Decisions[0].AgentId);
        Assert.Equal([new(Id(2), null), new(Id(1), RoutingFilter.NoCapacity)], plan.Decisions[1].Explanation.Candidates);
    }

    [Fact]
    public void A_long_queue_that_nobody_can_serve_is_explained_by_its_head()
    {
        var queue = Enumerable.Range(1, 10_000).Select(n => Conversation(n, n / 1000.0)).ToArray();

        var plan = Plan(RoutingSettings.Default, queue, Agent(1) with { UsedSlots = 4 });

        Assert.True(plan.NobodyFree);
        Assert.Equal((50, 10_000), (plan.Decisions.Count, plan.UnservedCount));
        Assert.All(plan.Decisions, d => Assert.Same(plan.Decisions[0].Explanation.Candidates, d.Explanation.Candidates));
        Assert.Equal(Enumerable.Range(1, 50), plan.Decisions.Select(d => d.Explanation.QueuePosition));
    }

    [Fact]
    public void Somebody_who_cools_down_is_nobody_free()
    {
        Assert.True(Plan(Conversation(), Agent(1) with { CoolDownUntil = Now.AddSeconds(1) }).NobodyFree);
        Assert.True(Plan(Conversation()).NobodyFree);
        Assert.False(Plan(Conversation(), Agent(1)).NobodyFree);
    }

    [Fact]
    public void How_many_are_explained_can_be_set()
    {
        var plan = RoutingPlanner.Plan(
            new RoutingSnapshot([Conversation(1), Conversation(2)], []), RoutingSettings.Default, Now, new PlanOptions { ExplainUnserved = 1 });

        Assert.Single(plan.Decisions);
        Assert.Equal(2, plan.UnservedCount);
    }

    [Fact]
    public void An_explanation_survives_json_with_readable_names()
    {
        var why = Decision(Conversation(), Agent(1), Agent(2), Agent(3) with { HasLiveLease = false }).Explanation;

        var json = JsonSerializer.Serialize(why, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize<RoutingExplanation>(json, JsonSerializerOptions.Web)!;

        Assert.Contains("\"removedBy\":\"NoLease\"", json, StringComparison.Ordinal);
        Assert.Contains("\"decidedBy\":\"Id\"", json, StringComparison.Ordinal);
        Assert.Equal(why.Candidates, back.Candidates);
        Assert.Equal(why.Removed, back.Removed);
        Assert.Equal((why.At, why.Ring, why.Score, why.NextInLine), (back.At, back.Ring, back.Score, back.NextInLine));
    }
}
