using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing;

/// <summary>Short words for the tests: a conversation, an agent, a plan. Everything happens around <see cref="Now"/>.</summary>
internal static class A
{
    public static readonly DateTimeOffset Now = new(2025, 3, 10, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid Shop = Id(9001);
    public static readonly Guid OtherShop = Id(9002);
    public static readonly Guid Sales = Id(8001);
    public static readonly Guid Support = Id(8002);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static QueuedConversation Conversation(int number = 1, double waitedSeconds = 0) => new()
    {
        Id = Id(100_000 + number),
        InboxId = Shop,
        EnqueuedAt = Now.AddSeconds(-waitedSeconds),
    };

    public static AgentSnapshot Agent(int number) => new() { Id = Id(number), IdleSince = Now.AddMinutes(-10) };

    public static RoutingPlan Plan(QueuedConversation conversation, params AgentSnapshot[] agents) => Plan(RoutingSettings.Default, [conversation], agents);

    public static RoutingPlan Plan(RoutingSettings settings, QueuedConversation[] conversations, params AgentSnapshot[] agents) =>
        RoutingPlanner.Plan(new RoutingSnapshot(conversations, agents), settings, Now);

    public static RoutingDecision Decision(QueuedConversation conversation, params AgentSnapshot[] agents) => Assert.Single(Plan(conversation, agents).Decisions);

    public static Guid Winner(QueuedConversation conversation, params AgentSnapshot[] agents)
    {
        var decision = Decision(conversation, agents);
        Assert.Equal(RoutingDecisionKind.Offer, decision.Kind);
        return decision.AgentId!.Value;
    }
}
