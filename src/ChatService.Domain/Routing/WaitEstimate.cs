namespace ChatService.Domain.Routing;

/// <summary>How long a customer will probably wait, as a range of whole minutes; 0 to 60 reads "under a minute".</summary>
public readonly record struct WaitEstimate(int LowSeconds, int HighSeconds)
{
    /// <summary>Fewer closed conversations than this say nothing about the next one.</summary>
    public const int MinimumSamples = 20;

    // The mean of 20 handle times is easily off by a quarter.
    private const double Spread = 0.25;

    // Beyond this a number is no help to anybody who waits in a chat.
    private const double LongestSeconds = 4 * 60 * 60;

    public bool IsUnderAMinute => HighSeconds <= 60;

    public int LowMinutes => LowSeconds / 60;

    public int HighMinutes => HighSeconds / 60;

    /// <summary>
    /// (AHT × (active / 2 + ahead) ÷ average concurrency) ÷ agents available, a quarter down and up, rounded outwards to minutes.
    /// </summary>
    /// <param name="ahtSeconds">Mean handle time in seconds.</param>
    /// <param name="activeNow">Conversations being served.</param>
    /// <param name="ahead">Conversations that are served before this one.</param>
    /// <param name="avgConcurrency">Conversations an agent serves at once, on average.</param>
    /// <param name="agentsAvailable">Agents who are there.</param>
    /// <param name="samples">Closed conversations behind the mean.</param>
    /// <returns>Null when no honest number can be given.</returns>
    public static WaitEstimate? Estimate(double ahtSeconds, int activeNow, int ahead, double avgConcurrency, int agentsAvailable, int samples)
    {
        if (samples < MinimumSamples || agentsAvailable <= 0 || activeNow < 0 || ahead < 0 || !(ahtSeconds >= 0) || !(avgConcurrency > 0))
        {
            return null;
        }

        var seconds = ahtSeconds * ((activeNow / 2.0) + ahead) / avgConcurrency / agentsAvailable;
        if (!(seconds <= LongestSeconds))
        {
            return null;
        }

        var low = (int)Math.Floor(seconds * (1 - Spread) / 60) * 60;
        var high = (int)Math.Ceiling(seconds * (1 + Spread) / 60) * 60;
        return new WaitEstimate(low, Math.Max(high, 60));
    }
}
