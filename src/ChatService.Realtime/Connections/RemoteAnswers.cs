using System.Collections.Concurrent;

namespace ChatService.Realtime.Connections;

/// <summary>Questions to other nodes ("whose connection is this?") that wait for the one answer.</summary>
internal sealed class RemoteAnswers
{
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<string>> waiting = new();
    private long last;

    /// <summary>Asks (false: the question did not go out) and waits; the answer is the node that gave it. Throws <see cref="IOException"/> when no other node can be heard, <see cref="TimeoutException"/> when none answers in time.</summary>
    public async Task<string> AskAsync(Func<ulong, bool> ask, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var number = (ulong)Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[number] = answer;
        try
        {
            if (!ask(number))
            {
                throw Unreachable();
            }

            return await answer.Task.WaitAsync(limit, time, cancellationToken);
        }
        finally
        {
            waiting.TryRemove(number, out _);
        }
    }

    public void Answered(ulong number, string node)
    {
        if (waiting.TryGetValue(number, out var answer))
        {
            answer.TrySetResult(node);
        }
    }

    public void FailAll()
    {
        foreach (var (_, answer) in waiting)
        {
            answer.TrySetException(Unreachable());
        }
    }

    private static IOException Unreachable() => new("Other nodes cannot be reached now.");
}
