using ChatService.Contracts;
using ChatService.Server.Features.Presence;

namespace ChatService.Server.Features.Analytics;

/// <summary>
/// The present, for a screen on a wall. "Today" began when the reader's day did. <c>Waiting</c> and <c>OldestWaitSeconds</c> are about everybody
/// who waits for an answer, in the queue or in somebody's hand.
/// </summary>
public sealed record Wall(
    int Waiting, int OldestWaitSeconds, double? Frt30Today, double? Sl30Today, int TargetSeconds, IReadOnlyList<WallAgent> Agents, IReadOnlyList<WallBreach> BreachesLastHour)
{
    /// <summary>The server's time; every age on the wall is counted from it.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>In the queue.</summary>
    public required WallWaiting Queue { get; init; }

    /// <summary>Held by an agent, with a message that nobody has answered.</summary>
    public required WallWaiting InHand { get; init; }

    /// <summary>The same as <c>Queue.Count</c>.</summary>
    public int WaitingQueue => Queue.Count;

    /// <summary>The same as <c>InHand.Count</c>.</summary>
    public int WaitingInHand => InHand.Count;

    /// <summary>Null when nobody waits there.</summary>
    public int? OldestQueueSeconds => Queue.OldestSeconds;

    /// <summary>Null when nobody waits there.</summary>
    public int? OldestInHandSeconds => InHand.OldestSeconds;

    /// <summary>Agents who may be given conversations now, their free slots, and those that routing has suspended.</summary>
    public required WallCapacity Capacity { get; init; }

    /// <summary>What each agent holds that waits for an answer; agents without any are not in it.</summary>
    public required IReadOnlyList<WallHolder> Unanswered { get; init; }

    /// <summary>All missed targets (clocks) of the last hour, however many <c>BreachesLastHour</c> lists.</summary>
    public required int BreachCountLastHour { get; init; }

    /// <summary>The conversations that these clocks belong to.</summary>
    public required int BreachedConversationsLastHour { get; init; }

    /// <summary>How many conversations the figures of today rest on, and how many of them have been answered.</summary>
    public required int ConversationsToday { get; init; }

    /// <summary>How many conversations <c>Frt30Today</c> and <c>Sl30Today</c> each rest on.</summary>
    public required int Frt30Of { get; init; }

    /// <summary>See <c>Frt30Of</c>.</summary>
    public required int Sl30Of { get; init; }

    /// <summary>With a human answer.</summary>
    public required int AnsweredToday { get; init; }

    /// <summary>Left the queue unserved today.</summary>
    public required int AbandonedToday { get; init; }
}

/// <summary>
/// An agent on the wall: an <c>AgentPresence</c> with times. <c>StatusSince</c>: when the status was chosen; null before the first.
/// <c>IdleSince</c>: since when an available agent has had nothing to do; null for all others.
/// </summary>
public sealed record WallAgent(
    Guid AgentId, string Name, string Status, string? Reason, string Activity, int UsedSlots, int Capacity, bool NotResponding,
    DateTimeOffset? StatusSince, DateTimeOffset? IdleSince)
{
    internal static WallAgent Of(AgentPresence agent, StateTimes? times)
    {
        var isIdle = agent is { Status: "available", Activity: "idle" };
        return new WallAgent(
            agent.AgentId, agent.Name, agent.Status, agent.Reason, agent.Activity, agent.UsedSlots, agent.Capacity, agent.NotResponding,
            times?.StatusSince, isIdle ? times?.IdleSince : null);
    }
}

/// <summary>Customers who wait in one place. <c>Overdue</c>: their clock has run out.</summary>
public sealed record WallWaiting(int Count, int Overdue, int? OldestSeconds, WallWait? Oldest);

/// <summary>One customer who waits, with the clock of its row.</summary>
public sealed record WallWait(Guid ConversationId, WallContact Contact, DateTimeOffset Since, DateTimeOffset? DueAt, int? TargetSeconds, bool Breached);

/// <summary>Name: null when the customer is not known by one.</summary>
public sealed record WallContact(Guid Id, string? Name);

/// <summary>The unanswered customers of one agent.</summary>
public sealed record WallHolder(Guid AgentId, int Count, int Overdue, int OldestUnansweredSeconds, WallWait Oldest);

/// <summary>Serving: available, connected and not suspended. <c>FreeSlots</c> are theirs alone.</summary>
public sealed record WallCapacity(int Serving, int FreeSlots, int Suspended)
{
    /// <summary>Sums over who is on the wall.</summary>
    public static WallCapacity Of(IReadOnlyList<AgentPresence> agents)
    {
        var suspended = agents.Count(a => a.Activity == "not_responding");
        var serving = agents.Where(a => a is { Status: "available", Activity: not ("disconnected" or "not_responding") }).ToList();
        return new WallCapacity(serving.Count, serving.Sum(a => Math.Max(0, a.Capacity - a.UsedSlots)), suspended);
    }
}

/// <summary>A missed target. Metric: first_response, next_response or resolution; the agent is who had it at the breach.</summary>
public sealed record WallBreach(Guid ConversationId, DateTimeOffset At, string? Cause)
{
    /// <summary>snake_case name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The customer.</summary>
    public required WallContact Contact { get; init; }

    /// <summary>Empty when the inbox is gone.</summary>
    public required string InboxName { get; init; }

    /// <summary>Null when nobody had it.</summary>
    public NamedRef? Agent { get; init; }
}
