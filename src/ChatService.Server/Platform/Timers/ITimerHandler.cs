using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Timers;

/// <summary>Runs due timers of its kinds. Each due timer is handed over; the runner marks it fired in the same transaction as its effects.</summary>
public interface ITimerRunner
{
    /// <summary>True when this runner executes timers of the given shape.</summary>
    bool Runs(string kind, Guid? conversationId);

    /// <summary>Fires one due timer, exactly once: a timer that is no longer armed changes nothing.</summary>
    Task FireAsync(TimerArmed timer, CancellationToken cancellationToken);
}

/// <summary>What happens when a timer without a conversation is due, inside the transaction that marks it fired.</summary>
public interface ITimerHandler
{
    /// <summary>The kind it handles.</summary>
    string Kind { get; }

    /// <summary>Effects of the timer.</summary>
    Task FireAsync(WriteScope scope, DurableTimer timer, CancellationToken cancellationToken);
}
