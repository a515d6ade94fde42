using ChatService.Domain;
using ChatService.Domain.Sla;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// One timer of one conversation: a reply round, or the way to the resolution. A round without a target has a row too, without due time and outcome,
/// because every round counts in the answer rate.
/// </summary>
public sealed class SlaClockRow
{
    public Guid Id { get; set; }
    public Guid ConversationId { get; set; }
    public Guid InboxId { get; set; }
    public Guid? TeamId { get; set; }

    /// <summary>Who is credited: who answered; of an unanswered miss, who had it at the breach.</summary>
    public Guid? AgentId { get; set; }
    public SlaMetric Metric { get; set; }
    public Guid? PolicyId { get; set; }
    public int? PolicyVersion { get; set; }
    public Priority Priority { get; set; }

    /// <summary>Business time; null without a target.</summary>
    public int? TargetSeconds { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The start of the present pause; only resolution clocks pause.</summary>
    public DateTimeOffset? PausedSince { get; set; }

    /// <summary>Business time of the pauses that are over.</summary>
    public long PausedMs { get; set; }

    /// <summary>Set once, by whoever finds it null.</summary>
    public SlaOutcome? Outcome { get; set; }
    public DateTimeOffset? OutcomeAt { get; set; }

    /// <summary>The answer (or the resolution), also after a breach.</summary>
    public DateTimeOffset? RespondedAt { get; set; }
    public long? WallMs { get; set; }

    /// <summary>Inside business hours, without pauses.</summary>
    public long? BusinessMs { get; set; }

    /// <summary>Nothing more can happen to it: answered, resolved or cancelled with the conversation.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>It lost its target and got one again: the round goes on as another clock with the same start.</summary>
    public bool IsContinued { get; set; }

    /// <summary>Why it was missed.</summary>
    public MissCause? Cause { get; set; }
    public List<CauseLink> Causes { get; set; } = [];
    public List<DoneStep> DoneSteps { get; set; } = [];

    /// <summary>It has a promise that is neither kept nor broken yet.</summary>
    public bool IsRunning => Outcome is null && DueAt is not null;

    /// <summary>A reply round, as against the resolution.</summary>
    public bool IsReply => Metric != SlaMetric.Resolution;

    internal ArmedTimer ToTimer() => new()
    {
        PolicyId = PolicyId ?? Guid.Empty,
        PolicyVersion = PolicyVersion ?? 0,
        Metric = Metric,
        Priority = Priority,
        StartedAt = StartedAt,
        DueAt = DueAt ?? StartedAt,
        Target = TimeSpan.FromSeconds(TargetSeconds ?? 0),
        Steps = [],
        PausedFor = TimeSpan.FromMilliseconds(PausedMs),
        PausedSince = PausedSince,
    };
}

/// <summary>A step that was carried out, by its place in the steps of a policy version.</summary>
public sealed record DoneStep(Guid PolicyId, int PolicyVersion, int Index, SlaAction Action);
