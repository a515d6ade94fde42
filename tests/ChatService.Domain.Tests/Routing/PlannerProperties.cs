using ChatService.Domain.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Routing;

/// <summary>What holds for every queue. A failure prints the counterexample and the seed that replays it.</summary>
public sealed class PlannerProperties
{
    [Fact]
    public void No_agent_is_given_more_than_the_free_slots() => ForAll(Scenarios.Any(), scenario =>
    {
        var before = scenario.Agents.ToDictionary(agent => agent.Id);
        var after = scenario.After(scenario.Plan(), A.Now);

        Assert.All(after.Agents, agent => Assert.True(agent.UsedSlots <= Math.Max(agent.CapacitySlots, before[agent.Id].UsedSlots)));
    });

    [Fact]
    public void No_conversation_is_decided_twice_and_no_agent_asked_twice() => ForAll(Scenarios.Any(), scenario =>
    {
        var decisions = scenario.Plan().Decisions;

        Assert.Distinct(decisions.Select(decision => decision.ConversationId));
        Assert.All(decisions, decision => Assert.Distinct(decision.AgentIds));
        Assert.All(decisions.Where(d => d.Kind is RoutingDecisionKind.Offer or RoutingDecisionKind.AutoAssign), d => Assert.Single(d.AgentIds));
    });

    [Fact]
    public void Nobody_is_chosen_past_a_filter() => ForAll(Scenarios.Any(), scenario =>
    {
        foreach (var decision in scenario.Plan().Decisions)
        {
            var conversation = scenario.Conversations.Single(c => c.Id == decision.ConversationId);
            var chosen = scenario.Agents.Where(agent => decision.AgentIds.Contains(agent.Id));
            Assert.All(chosen, agent => Assert.Null(AgentEligibility.Check(conversation, agent, scenario.Settings.For(conversation.InboxId), A.Now)));
        }
    });

    [Fact]
    public void The_plan_is_the_one_that_the_slow_and_obvious_way_gives() => ForAll(Scenarios.Any(), scenario =>
    {
        var plan = scenario.Plan().Decisions.Where(d => d.AgentIds.Count > 0).Select(d => (d.ConversationId, d.AgentIds.ToArray())).ToArray();
        var reference = ReferencePlanner.Plan(scenario, A.Now);

        Assert.Equal(reference.Select(pair => pair.Conversation), plan.Select(pair => pair.ConversationId));
        Assert.Equal(reference.Select(pair => pair.Agents), plan.Select(pair => pair.Item2));
    });

    [Fact]
    public void Among_equals_the_oldest_is_served_first() => ForAll(Scenarios.OneAgentEach(), scenario =>
    {
        var twins = scenario.Conversations.Where(c => c.Offers.Count == 0)
            .SelectMany((c, i) => new[] { c, c with { Id = A.Id(5000 + i), EnqueuedAt = c.EnqueuedAt.AddTicks(-1) } }).ToArray();
        var served = (scenario with { Conversations = twins }).Plan().Decisions.Where(d => d.AgentIds.Count > 0).Select(d => d.ConversationId).ToList();

        for (var i = 0; i < twins.Length; i += 2)
        {
            var (younger, older) = (served.IndexOf(twins[i].Id), served.IndexOf(twins[i + 1].Id));
            Assert.True(younger < 0 || (older >= 0 && older < younger));
        }
    });

    [Fact]
    public void Who_waits_longer_than_the_gap_between_two_boosts_outranks_any_fresh_one() => ForAll(
        (from low in Gen.Elements(Enum.GetValues<Priority>())
         from high in Gen.Elements(Enum.GetValues<Priority>())
         from more in Gen.Choose(1, 100_000)
         select (low, high, more)).ToArbitrary(),
        draw =>
        {
            var boosts = RoutingSettings.Default.Boosts;
            var gap = Math.Max(0, boosts.Of(draw.high) - boosts.Of(draw.low));
            var waiting = A.Conversation(2, gap + (draw.more / 1000.0)) with { Priority = draw.low };

            var plan = A.Plan(RoutingSettings.Default, [A.Conversation(1) with { Priority = draw.high }, waiting], A.Agent(1) with { CapacitySlots = 1 });

            Assert.Equal(waiting.Id, plan.Decisions[0].ConversationId);
            Assert.Equal(RoutingDecisionKind.Offer, plan.Decisions[0].Kind);
        });

    [Fact]
    public void After_a_plan_nobody_waits_whom_somebody_free_could_serve() => ForAll(Scenarios.Any(), scenario =>
    {
        var plan = scenario.Plan();
        var after = scenario.After(plan, A.Now);

        foreach (var waiting in after.Conversations.Where(c => c.Offers.Count == 0))
        {
            var settings = after.Settings.For(waiting.InboxId);
            Assert.True(settings.Mode == RoutingMode.Manual
                || after.Agents.All(agent => AgentEligibility.Check(waiting, agent, settings, A.Now) is not null));
        }

        Assert.Equal(plan.UnservedCount, after.Conversations.Count(c => c.Offers.Count == 0));
    });

    [Fact]
    public void Planning_again_after_writing_the_plan_decides_nothing() => ForAll(Scenarios.Any(), scenario =>
    {
        var again = scenario.After(scenario.Plan(), A.Now).Plan();

        Assert.All(again.Decisions, decision => Assert.Equal(RoutingDecisionKind.NoneEligible, decision.Kind));
    });

    [Fact]
    public void The_order_of_the_snapshot_does_not_matter() => ForAll(Scenarios.Any(), scenario =>
    {
        var shuffled = scenario with { Conversations = Shuffled(scenario.Conversations), Agents = Shuffled(scenario.Agents) };

        Assert.Equal(Json(scenario.Plan()), Json(shuffled.Plan()));
    });

    [Fact]
    public void Every_decision_explains_itself() => ForAll(Scenarios.Any(), scenario =>
    {
        foreach (var decision in scenario.Plan().Decisions)
        {
            var why = decision.Explanation;
            var ranked = why.Candidates.TakeWhile(candidate => candidate.RemovedBy is null).Select(candidate => candidate.AgentId).ToArray();
            Assert.Equal(decision.AgentIds.Take(ranked.Length), ranked.Take(decision.AgentIds.Count));
            Assert.Equal(decision.Kind == RoutingDecisionKind.NoneEligible, why.EligibleCount == 0);
            Assert.Equal(scenario.Agents.Length, why.EligibleCount + why.Removed.Sum(removed => removed.Count));
            Assert.Equal(scenario.Agents.Length, why.Candidates.Count + why.UnlistedCount);
            Assert.Distinct(why.Candidates.Select(candidate => candidate.AgentId));
            Assert.Equal(why.EligibleCount > decision.AgentIds.Count && decision.AgentIds.Count > 0, why.NextInLine is not null);
            Assert.Equal(why.NextInLine is null, why.DecidedBy is null);
            Assert.Equal(decision.ConversationId, ReferencePlanner.Queue(scenario, A.Now).ElementAt(why.QueuePosition - 1).Id);
        }
    });

    [Fact]
    public void Writing_down_less_never_changes_who_gets_what() => ForAll(Scenarios.Any(), scenario =>
    {
        var terse = RoutingPlanner.Plan(scenario.Snapshot, scenario.Settings, A.Now, new PlanOptions { ExplainUnserved = 0, MaxCandidates = 0, MaxRanked = 0 });

        Assert.Equal(
            scenario.Plan().Decisions.Where(d => d.AgentIds.Count > 0).Select(d => (d.ConversationId, string.Join(' ', d.AgentIds))),
            terse.Decisions.Select(d => (d.ConversationId, string.Join(' ', d.AgentIds))));
    });

    [Fact]
    public void Until_the_wake_up_time_alone_changes_nothing() => ForAll(Scenarios.Any(), scenario =>
    {
        var after = scenario.After(scenario.Plan(), A.Now);
        var wake = RoutingPlanner.NextWakeUp(after.Snapshot, after.Settings, A.Now);
        var justBefore = (wake ?? A.Now.AddDays(1)).AddTicks(-1);

        var later = RoutingPlanner.Plan(after.Snapshot, after.Settings, justBefore);

        Assert.All(later.Decisions, decision => Assert.Empty(decision.AgentIds));
        Assert.Equal(after.Plan().RingActions, later.RingActions);
    });

    private static void ForAll<T>(Arbitrary<T> values, Action<T> holds) =>
        Prop.ForAll(values, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static T[] Shuffled<T>(T[] items)
    {
        var copy = items.ToArray();
        new Random(items.Length).Shuffle(copy);
        return copy;
    }

    private static string Json(RoutingPlan plan) => System.Text.Json.JsonSerializer.Serialize(plan);
}
