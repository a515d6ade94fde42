using System.Collections.Concurrent;

namespace ChatService.Realtime.Connections;

/// <summary>Questions to other nodes ("whose connection is this?") that wait for the one answer.</summary>
internal sealed class RemoteAnswers
{
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<string>> waiting = new();
    private long last;

    /// <summary>Asks and waits; the answer is the node that gave it. Throws <see cref="IOException"/> when no other node can be heard, <see cref="TimeoutException"/> when none answers in time.</summary>
    public async Task<string> AskAsync(Action<ulong> ask, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var number = (ulong)Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[number] = answer;
        try
        {
            ask(number);
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
            answer.TrySetException(new IOException("Other nodes cannot be reached now."));
        }
    }
}
