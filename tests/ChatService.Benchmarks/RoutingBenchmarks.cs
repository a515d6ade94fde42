using BenchmarkDotNet.Attributes;
using ChatService.Domain;
using ChatService.Domain.Routing;

namespace ChatService.Benchmarks;

/// <summary>One plan of the queue: who gets what, with the explanation of each decision.</summary>
public class RoutingBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private RoutingSnapshot snapshot = null!;

    /// <summary>Conversations that wait.</summary>
    [Params(1, 100, 10_000)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        string[] languages = ["en", "zh", "de", "fr"];
        string[] skills = ["refunds", "cameras", "billing", "delivery", "accounts"];
        snapshot = new RoutingSnapshot(
            [.. Enumerable.Range(0, Waiting).Select(n => new QueuedConversation
            {
                Id = Id(100_000 + n),
                InboxId = Id(9_001),
                EnqueuedAt = Now.AddSeconds(-n % 40),
                Priority = (Priority)(n % 4),
                Language = languages[n % languages.Length],
                RequiredSkills = [new SkillLevel(skills[n % skills.Length], 1)],
            })],
            [.. Enumerable.Range(1, 500).Select(n => new AgentSnapshot
            {
                Id = Id(n),
                IdleSince = Now.AddSeconds(-n % 50),
                CapacitySlots = 20,
                Languages = languages,
                Skills = [.. skills.Select(skill => new SkillLevel(skill, 1 + (n % 3)))],
            })]);
    }

    [Benchmark(Description = "plan, 500 agents")]
    public int Plan() => RoutingPlanner.Plan(snapshot, RoutingSettings.Default, Now).Decisions.Count;

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
