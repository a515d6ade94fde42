using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Timers;

/// <summary>A row that will be acted on once at its due time, whatever happens to the node that armed it.</summary>
public sealed class DurableTimer
{
    public Guid Id { get; set; }

    /// <summary>Names the <see cref="ITimerHandler"/>, e.g. <c>offer_expiry</c>.</summary>
    public string Kind { get; set; } = string.Empty;

    /// <summary>The conversation in whose transaction it fires; null for a timer of something else.</summary>
    public Guid? ConversationId { get; set; }

    /// <summary>What it is about: an offer, an SLA clock, an agent, a rule.</summary>
    public Guid? SubjectId { get; set; }

    /// <summary>Small free text for the handler, e.g. a step number.</summary>
    public string? Argument { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset ArmedAt { get; set; }
    public TimerState State { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A timer ends exactly once.</summary>
public enum TimerState
{
    Armed,
    Fired,
    Cancelled,
}

/// <summary>The table durable_timer.</summary>
public sealed class TimersModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<DurableTimer>(timer =>
        {
            timer.HasKey(t => t.Id);
            // The compare-and-set of its end: of two nodes that fire it, or of a fire and a cancel, one wins and the other runs again and finds it ended.
            timer.Property(t => t.State).IsConcurrencyToken();
            timer.HasIndex(t => t.DueAt).HasFilter("state = 'Armed'");
            timer.HasIndex(t => t.ConversationId).HasFilter("state = 'Armed'");
            timer.HasIndex(t => t.SubjectId).HasFilter("state = 'Armed'");
        });
    }
}

/// <summary>Told after the commit that armed it, so that this node fires it in time.</summary>
public sealed record TimerArmed(Guid Id, string Kind, Guid? ConversationId, DateTimeOffset DueAt);
