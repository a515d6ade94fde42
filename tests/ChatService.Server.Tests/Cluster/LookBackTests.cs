using ChatService.Server.Gateway.Healing;

namespace ChatService.Server.Tests.Cluster;

/// <summary>A push that was lost is found however long its transaction took: it is in the log only when that has ended, under the time at which it began.</summary>
public sealed class LookBackTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddHours(1);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(2_500)]
    [InlineData(3_900)]
    [InlineData(4_990)]
    public void What_is_committed_late_is_in_a_look_after_it(int tookMs)
    {
        for (var begins = 0; begins < 5_000; begins += 90)
        {
            Assert.True(IsFound(Start.AddMilliseconds(begins), TimeSpan.FromMilliseconds(tookMs), _ => true, look => look.Until), $"began after {begins} ms");
            Assert.True(IsFound(Start.AddMilliseconds(begins), TimeSpan.FromMilliseconds(tookMs), _ => true, look => look.ListsUntil), $"for lists, began after {begins} ms");
        }
    }

    [Fact]
    public void So_it_is_when_looks_fail_meanwhile()
    {
        for (var begins = 0; begins < 5_000; begins += 90)
        {
            Assert.True(IsFound(Start.AddMilliseconds(begins), LookBack.Slowest, number => number % 13 < 4, look => look.ListsUntil), $"began after {begins} ms");
        }
    }

    // Looks go on for as long as one may take to go far back again.
    private static bool IsFound(DateTimeOffset at, TimeSpan took, Func<int, bool> succeeds, Func<LookBack.Look, DateTimeOffset> until)
    {
        var back = new LookBack();
        for (var number = 0; number < 60; number++)
        {
            var now = Start + (number * GapHealing.Every);
            var look = back.Next(now);
            if (succeeds(number))
            {
                back.Seen(look);
                if (now >= at + took && at > look.From && at <= until(look))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
