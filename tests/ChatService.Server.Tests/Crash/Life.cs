using System.Collections.Concurrent;

namespace ChatService.Server.Tests.Crash;

/// <summary>One life of the server: from its start to the call at which it is killed.</summary>
internal sealed class Life(int calls)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(int Calls, TaskCompletionSource Reached)> marks = new();
    private int begun;

    /// <summary>A life that is not cut short.</summary>
    public static Life Quiet() => new(int.MaxValue);

    /// <summary>Set before the kill: from here on any call may end without an answer.</summary>
    public volatile bool IsOver;

    /// <summary>Completes when so many calls were begun; some of them are under way then.</summary>
    public Task Reached => reached.Task;

    /// <summary>Completes when so many more calls were begun.</summary>
    public Task MoreAsync(int more)
    {
        var mark = (Volatile.Read(ref begun) + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        marks.Enqueue(mark);
        return mark.Item2.Task;
    }

    /// <summary>A client begins a call.</summary>
    public void Begin()
    {
        var number = Interlocked.Increment(ref begun);
        if (number >= calls)
        {
            reached.TrySetResult();
        }

        foreach (var mark in marks.Where(mark => number >= mark.Calls))
        {
            mark.Reached.TrySetResult();
        }
    }
}
