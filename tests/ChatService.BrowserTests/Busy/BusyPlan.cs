using System.Globalization;

namespace ChatService.BrowserTests.Busy;

/// <summary>How long and how crowded the busy desk is. Without settings it is the short one of the test run.</summary>
public sealed record BusyPlan(TimeSpan Length, int Customers, int Seed, string? Pictures)
{
    /// <summary>
    /// CHATSERVICE_BUSY_MINUTES (1), CHATSERVICE_BUSY_CUSTOMERS (6), CHATSERVICE_BUSY_SEED (random, printed),
    /// CHATSERVICE_BUSY_PICTURES (a folder that gets a picture of each page every few seconds; none).
    /// </summary>
    public static BusyPlan Read() => new(
        TimeSpan.FromMinutes(double.Parse(Setting("MINUTES") ?? "1", CultureInfo.InvariantCulture)),
        int.Parse(Setting("CUSTOMERS") ?? "6", CultureInfo.InvariantCulture),
        int.Parse(Setting("SEED") ?? Random.Shared.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        Setting("PICTURES"));

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable($"CHATSERVICE_BUSY_{name}") is { Length: > 0 } value ? value : null;
}
