using System.Diagnostics;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>Waits for what a node announces, with a limit.</summary>
internal static class Waiting
{
    /// <summary>Until a hint gets through; hints are repeated, for one may be lost while the nodes find each other.</summary>
    public static async Task ForHintAsync(TestNode from, TestNode to)
    {
        var topic = $"hello from {from.Id}";
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = to.Bus.Subscribe(topic, (_, _) => heard.TrySetResult());
        await Until(
            () =>
            {
                from.Bus.Publish(topic, new byte[] { 1 });
                return heard.Task.IsCompleted;
            },
            topic);
    }

    /// <summary>For what announces nothing: looks again every few milliseconds.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            if (since.Elapsed > Limit.AtMost)
            {
                throw new TimeoutException($"Nothing within {Limit.AtMost.TotalSeconds:0} s: {what}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
