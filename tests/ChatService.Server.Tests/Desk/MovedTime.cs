namespace ChatService.Server.Tests.Desk;

/// <summary>A clock that moves only when a test moves it, timers included.</summary>
internal sealed class MovedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<MovedTimer> timers = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovedTimer(this, callback, state, period);
        timer.Change(dueTime, period);
        return timer;
    }

    public void MoveTo(DateTimeOffset to)
    {
        List<MovedTimer> due;
        lock (gate)
        {
            now = to > now ? to : now;
            due = [.. timers.Where(t => t.DueAt <= now).OrderBy(t => t.DueAt)];
            foreach (var timer in due)
            {
                timer.Passed(now);
            }

            timers.RemoveAll(t => t.DueAt is null);
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class MovedTimer(MovedTime clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        private TimeSpan every = period;

        public DateTimeOffset? DueAt { get; private set; }

        public void Passed(DateTimeOffset at) => DueAt = every > TimeSpan.Zero ? at + every : null;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                every = period;
                clock.timers.Remove(this);
                DueAt = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
                if (dueTime > TimeSpan.Zero)
                {
                    clock.timers.Add(this);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
