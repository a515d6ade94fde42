using System.Globalization;

namespace ChatService.Domain.Tests.Routing.BusyHours;

/// <summary>
/// The promise in a busy minute: no agent who works is suspended, no customer waits while a suitable agent is free, an agent has at most one open
/// offer, routing exceeds no capacity, and every sum equals a recount.
/// </summary>
public sealed class BusyHourTests(ITestOutputHelper output)
{
    /// <summary>CHATSERVICE_HOURS plays more of them, CHATSERVICE_HOURS_SEED the hour that failed.</summary>
    [Fact]
    public void Five_hundred_busy_hours_keep_the_promise()
    {
        var hours = Setting("CHATSERVICE_HOURS") ?? 500;
        var first = Setting("CHATSERVICE_HOURS_SEED") ?? Random.Shared.Next();
        output.WriteLine($"{hours} hours from CHATSERVICE_HOURS_SEED={first}");
        var total = Enumerable.Range(0, hours).AsParallel().Select(hour => Play(unchecked(first + hour))).Aggregate(new Tally(), (a, b) => a + b);

        output.WriteLine(total.ToString());
        // Without these the hours would prove nothing. A single hour that is played again may lack some.
        Assert.True(hours < 100 || (total.Missed > 0 && total.Suspended > 0 && total.Held > 0 && total.Parallel > 0 && total.HandedOver > 0 && total.Lost > 0));
    }

    private static Tally Play(int seed)
    {
        var hour = new BusyHour(seed);
        try
        {
            hour.Play();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"CHATSERVICE_HOURS_SEED={seed} CHATSERVICE_HOURS=1: {failure.Message}", failure);
        }

        return hour.Tally;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
