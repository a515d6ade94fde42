using System.Diagnostics;
using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

public sealed class PlannerScaleTests(ITestOutputHelper output)
{
    // Assigned at once, because an agent is asked about one conversation at a time: that would be 500 decisions.
    private static readonly RoutingSettings AutoAccept = RoutingSettings.Default with { Mode = RoutingMode.AutoAccept };

    [Fact]
    public void Ten_thousand_waiting_and_five_hundred_agents_are_planned_at_once()
    {
        var snapshot = Crowd(capacity: 20);
        RoutingPlanner.Plan(snapshot, AutoAccept, A.Now); // compiled before it is measured

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var plan = RoutingPlanner.Plan(snapshot, AutoAccept, A.Now);
        watch.Stop();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        output.WriteLine($"{plan.Decisions.Count} decisions in {watch.Elapsed.TotalMilliseconds:F1} ms ({plan.Decisions.Count / watch.Elapsed.TotalSeconds:F0}/s), {allocated / plan.Decisions.Count} bytes each");
        Assert.Equal(10_000, plan.Decisions.Count(decision => decision.Kind == RoutingDecisionKind.AutoAssign));
        Assert.InRange(allocated / plan.Decisions.Count, 0, 3000); // eight bytes per pair would make 4000
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Took {watch.Elapsed}."); // a busy machine, not the aim
    }

    [Fact]
    public void Ten_thousand_waiting_are_asked_about_one_at_a_time_without_looking_at_every_pair()
    {
        var snapshot = Crowd(capacity: 20);
        RoutingPlanner.Plan(snapshot, RoutingSettings.Default, A.Now);

        var watch = Stopwatch.StartNew();
        var plan = RoutingPlanner.Plan(snapshot, RoutingSettings.Default, A.Now);
        watch.Stop();

        output.WriteLine($"{watch.Elapsed.TotalMilliseconds:F1} ms");
        Assert.Equal((500, 9_500), (plan.Decisions.Count(d => d.Kind == RoutingDecisionKind.Offer), plan.UnservedCount));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Took {watch.Elapsed}.");
    }

    [Fact]
    public void A_full_house_is_recognised_without_looking_at_every_pair()
    {
        var snapshot = Crowd(capacity: 0);
        RoutingPlanner.Plan(snapshot, RoutingSettings.Default, A.Now);

        var watch = Stopwatch.StartNew();
        var plan = RoutingPlanner.Plan(snapshot, RoutingSettings.Default, A.Now);
        watch.Stop();

        output.WriteLine($"{watch.Elapsed.TotalMilliseconds:F1} ms");
        Assert.Equal((50, 10_000, true), (plan.Decisions.Count, plan.UnservedCount, plan.NobodyFree));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Took {watch.Elapsed}.");
    }

    private static RoutingSnapshot Crowd(int capacity)
    {
        string[] languages = ["en", "zh", "de", "fr"];
        string[] skills = ["refunds", "cameras", "billing", "delivery", "accounts"];
        var conversations = Enumerable.Range(0, 10_000).Select(n => A.Conversation(n, n % 40) with
        {
            Priority = (Priority)(n % 4),
            Language = languages[n % languages.Length] + "-XX",
            RequiredSkills = [new SkillLevel(skills[n % skills.Length], 1)],
            LastAgentId = A.Id(1 + (n % 600)),
            ExcludedAgentIds = n % 10 == 0 ? [A.Id(1 + (n % 500))] : [],
        });
        var agents = Enumerable.Range(1, 500).Select(n => A.Agent(n) with
        {
            CapacitySlots = capacity,
            Languages = languages,
            Skills = [.. skills.Select(skill => new SkillLevel(skill, 1 + (n % 3)))],
            IdleSince = A.Now.AddSeconds(-n % 50),
        });
        return new RoutingSnapshot([.. conversations], [.. agents]);
    }
}
