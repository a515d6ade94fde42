namespace ChatService.ClusterTests.People;

/// <summary>Choices from a printed seed; may be asked from several tasks at once.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>0 to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides)
    {
        lock (random)
        {
            return random.Next(sides);
        }
    }

    /// <summary>Some milliseconds, up to the bound: full jitter.</summary>
    public TimeSpan Jitter(int milliseconds) => TimeSpan.FromMilliseconds(1 + Roll(milliseconds));
}
