using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ChatService.ClusterTests.Kit;

/// <summary>For what says nothing when it changes, like a table or a port: it is looked at until it has, or the limit is over.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until it holds; fails with <paramref name="what"/> after the limit (60 s unless told).</summary>
    public static async Task TrueAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "", TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(LookEvery);
        while (!await holds())
        {
            Assert.True(clock.Elapsed < (limit ?? TimeSpan.FromSeconds(60)), $"Not within {clock.Elapsed.TotalSeconds:0} s: {what}");
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>As above.</summary>
    public static Task TrueAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "", TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(holds()), what, limit);
}
