using ChatService.Domain.Routing.Planning;

namespace ChatService.Domain.Routing;

/// <summary>
/// Matches waiting conversations with agents. Pure: the same snapshot, settings and time give the same plan, in whatever
/// order the snapshot lists things. Load the snapshot, plan and write the plan under one lock of the queue; the slots of
/// agents who serve several queues are guarded by the compare-and-set that writes them.
/// </summary>
public static class RoutingPlanner
{
    /// <summary>Plans for inboxes with settings of their own. Throws <see cref="ArgumentException"/> when an id occurs twice.</summary>
    public static RoutingPlan Plan(RoutingSnapshot snapshot, InboxRoutingSettings settings, DateTimeOffset now, PlanOptions? options = null)
    {
        var queue = QueueOrder.Sort(snapshot.Conversations, settings);
        var pool = new AgentPool(snapshot.Agents, now);
        return new PlanRun(settings, now, options ?? PlanOptions.Default, pool, queue.Length).Run(queue);
    }

    /// <summary>Plans with the same settings for every inbox.</summary>
    public static RoutingPlan Plan(RoutingSnapshot snapshot, RoutingSettings settings, DateTimeOffset now, PlanOptions? options = null) =>
        Plan(snapshot, InboxRoutingSettings.Same(settings), now, options);

    /// <summary>
    /// When planning again could differ although nothing has happened: a ring begins, a cool-down ends, an offer is due.
    /// Never before <paramref name="now"/>; an offer that is due already gives <paramref name="now"/>, so expire due offers
    /// first. Null: only an event can change anything. Ask with the snapshot as it is after the plan was written.
    /// </summary>
    public static DateTimeOffset? NextWakeUp(RoutingSnapshot snapshot, InboxRoutingSettings settings, DateTimeOffset now) =>
        WakeUp.Next(snapshot, settings, now);

    /// <inheritdoc cref="NextWakeUp(RoutingSnapshot, InboxRoutingSettings, DateTimeOffset)"/>
    public static DateTimeOffset? NextWakeUp(RoutingSnapshot snapshot, RoutingSettings settings, DateTimeOffset now) =>
        WakeUp.Next(snapshot, InboxRoutingSettings.Same(settings), now);
}
