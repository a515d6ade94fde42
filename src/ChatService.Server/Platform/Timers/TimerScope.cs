using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Timers;

/// <summary>Arming and cancelling inside a write transaction, for timers without a conversation.</summary>
public static class TimerScope
{
    /// <summary>Arms one timer; it is told after the commit.</summary>
    public static DurableTimer Arm(this WriteScope scope, string kind, DateTimeOffset dueAt, Guid? conversationId = null, Guid? subjectId = null, string? argument = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var timer = new DurableTimer
        {
            Id = Guid.CreateVersion7(scope.Now),
            Kind = kind,
            ConversationId = conversationId,
            SubjectId = subjectId,
            Argument = argument,
            DueAt = dueAt,
            ArmedAt = scope.Now,
        };
        scope.Rows.Add(timer);
        scope.Tell(new TimerArmed(timer.Id, kind, conversationId, dueAt));
        return timer;
    }

    /// <summary>Cancels every armed timer of a kind about a subject; returns how many.</summary>
    public static async Task<int> CancelAsync(this WriteScope scope, string kind, Guid subjectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var armed = await scope.Db.Set<DurableTimer>()
            .Where(t => t.SubjectId == subjectId && t.Kind == kind && t.State == TimerState.Armed)
            .ToListAsync(cancellationToken);
        foreach (var timer in armed)
        {
            timer.End(TimerState.Cancelled, scope.Now);
        }

        return armed.Count;
    }

    /// <summary>Ends the timer unless it has ended.</summary>
    public static bool End(this DurableTimer timer, TimerState state, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.State != TimerState.Armed)
        {
            return false;
        }

        timer.State = state;
        timer.EndedAt = at;
        return true;
    }
}
