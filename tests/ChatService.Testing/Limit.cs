using System.Runtime.CompilerServices;

namespace ChatService.Testing;

/// <summary>Every await has a limit.</summary>
public static class Limit
{
    /// <summary>Far longer than anything here takes on a busy machine; a test that hangs fails with the name of what it waited for.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <summary>Waits, at most <see cref="AtMost"/>.</summary>
    public static async Task<T> Soon<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        await ((Task)task).Soon(what);
        return await task;
    }

    /// <summary>Waits, at most <see cref="AtMost"/>.</summary>
    public static async Task Soon(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            await task.WaitAsync(AtMost);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Nothing within {AtMost.TotalSeconds:0} s: {what}");
        }
    }
}
