using ChatService.Domain.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Routing;

/// <summary>A contact centre over simulated time: people arrive, agents accept, decline, ignore and finish.</summary>
public sealed class DrainSimulationTests
{
    [Fact]
    public void Everyone_whom_somebody_can_serve_is_served() =>
        Prop.ForAll(Scenarios.Any(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (scenario, seed) =>
        {
            var centre = new SimulatedCentre(scenario with { Agents = [.. scenario.Agents.Select(agent => agent with { UsedSlots = 0 })] }, new Random(seed));
            for (var second = 0; second < 900 && !centre.IsQuiet; second++)
            {
                centre.Tick();
            }

            Assert.True(centre.IsQuiet, "The queue did not come to rest.");
            Assert.All(centre.Waiting, waiting => Assert.False(centre.SomebodyCanServe(waiting), $"{waiting.Id} was never served."));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void A_low_one_is_served_although_urgent_ones_never_stop_coming()
    {
        var settings = RoutingSettings.Default with { Mode = RoutingMode.AutoAccept };
        var agent = A.Agent(1) with { CapacitySlots = 1 };
        var waiting = new List<QueuedConversation> { A.Conversation(0) with { Priority = Priority.P3 } };

        // One agent, ten seconds each, and a fresh P0 every ten seconds: there is never any slack.
        for (var second = 0; second <= 700; second += 10)
        {
            var now = A.Now.AddSeconds(second);
            waiting.Add(A.Conversation(1 + second) with { Priority = Priority.P0, EnqueuedAt = now });
            var plan = RoutingPlanner.Plan(new RoutingSnapshot(waiting, [agent]), settings, now);
            var served = plan.Decisions.Single(decision => decision.Kind == RoutingDecisionKind.AutoAssign).ConversationId;
            waiting.RemoveAll(conversation => conversation.Id == served);
            if (served == A.Conversation(0).Id)
            {
                Assert.InRange(second, 660, 670); // the gap between the boosts is 660 s
                return;
            }
        }

        Assert.Fail("The low one starved.");
    }
}
