using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Sla;

/// <summary>A timer runs: from the moment of its start, with what was promised.</summary>
public sealed record SlaArmed(Actor Actor, Guid ClockId, SlaMetric Metric, Priority Priority, Guid PolicyId, int PolicyVersion, int TargetSeconds, DateTimeOffset StartedAt, DateTimeOffset DueAt, Guid? TeamId)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_armed";
    public override object Data => new { ClockId, Metric, Priority, PolicyId, PolicyVersion, TargetSeconds, StartedAt, DueAt, TeamId };
}

/// <summary>Another policy, priority or business hours: the due time moved, counted from the original start.</summary>
public sealed record SlaRetargeted(Actor Actor, Guid ClockId, SlaMetric Metric, Priority Priority, Guid PolicyId, int PolicyVersion, int TargetSeconds, DateTimeOffset StartedAt, DateTimeOffset DueAt, Guid? TeamId)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_retargeted";
    public override object Data => new { ClockId, Metric, Priority, PolicyId, PolicyVersion, TargetSeconds, StartedAt, DueAt, TeamId };
}

/// <summary>Fulfilled at or before its due time. Times in milliseconds.</summary>
public sealed record SlaMet(Actor Actor, Guid ClockId, SlaMetric Metric, DateTimeOffset StartedAt, DateTimeOffset DueAt, long WallMs, long BusinessMs, Guid? AgentId)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_met";
    public override object Data => new { ClockId, Metric, StartedAt, DueAt, WallMs, BusinessMs, AgentId };
}

/// <summary>Answered after the breach, or without a target in force. Says nothing about the outcome, which stays what it is.</summary>
public sealed record SlaAnswered(Actor Actor, Guid ClockId, SlaMetric Metric, DateTimeOffset StartedAt, long WallMs, long BusinessMs, Guid? AgentId)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_answered";
    public override object Data => new { ClockId, Metric, StartedAt, WallMs, BusinessMs, AgentId };
}

/// <summary>
/// The target was missed. <c>Cause</c> is the dominant link of the cause chain; <c>Actions</c> are the configured ones. Those that tell people
/// (warn_agent, alert_supervisor, notify) are carried out by telling this event; the others have been carried out in the same transaction.
/// </summary>
public sealed record SlaBreached(Actor Actor, Guid ClockId, SlaMetric Metric, DateTimeOffset DueAt, Guid? AssigneeId, MissCause? Cause, IReadOnlyList<SlaAction> Actions)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_breached";
    public override object Data => new { ClockId, Metric, DueAt, AssigneeId, Cause, Actions };
}

/// <summary>What the timer waited for can no longer happen, or no target applies any more. Reason: closed, spam, abandoned, callback_done or no_target.</summary>
public sealed record SlaCancelled(Actor Actor, Guid ClockId, SlaMetric Metric, string Reason) : ConversationEvent(Actor)
{
    public override string Type => "sla_cancelled";
    public override object Data => new { ClockId, Metric, Reason };
}

/// <summary>A resolution timer stands still: the customer's turn.</summary>
public sealed record SlaPaused(Actor Actor, Guid ClockId, SlaMetric Metric) : ConversationEvent(Actor)
{
    public override string Type => "sla_paused";
    public override object Data => new { ClockId, Metric };
}

/// <summary>A resolution timer runs again.</summary>
public sealed record SlaResumed(Actor Actor, Guid ClockId, SlaMetric Metric, DateTimeOffset DueAt) : ConversationEvent(Actor)
{
    public override string Type => "sla_resumed";
    public override object Data => new { ClockId, Metric, DueAt };
}

/// <summary>
/// A step before the breach: the gateway tells the assignee (warn_agent) or the supervisors (alert_supervisor), integrations hear notify.
/// <c>Step</c> is the place in the steps of the policy version.
/// </summary>
public sealed record SlaStepDue(Actor Actor, Guid ClockId, SlaMetric Metric, int Step, SlaAction Action, DateTimeOffset DueAt, Guid? AssigneeId)
    : ConversationEvent(Actor)
{
    public override string Type => "sla_warned";
    public override object Data => new { ClockId, Metric, Step, Action, DueAt, AssigneeId };
}
