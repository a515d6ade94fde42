namespace ChatService.Server.Platform.Admission;

/// <summary>
/// So many in a second, and as many at once after a rest. A tenth of what there is at once is kept for agents. Those who were turned away are counted as a queue that nobody
/// stands in: the longer it is, the further apart they are asked to come back. Not safe for several threads; its owner locks.
/// </summary>
internal sealed class ConnectRate(TimeProvider time, int perSecond)
{
    private const int LongestSpread = 20;
    private const int ShortestSpread = 3;

    private readonly double keptForAgents = perSecond / 10;
    private double tokens = perSecond;
    private double turnedAway;
    private long at = time.GetTimestamp();

    /// <summary>Takes one; false when there is none left for this side.</summary>
    public bool TryTake(Side side)
    {
        var now = time.GetTimestamp();
        var refill = time.GetElapsedTime(at, now).TotalSeconds * perSecond;
        at = now;
        tokens = Math.Min(perSecond, tokens + refill);
        turnedAway = Math.Max(0, turnedAway - refill);
        if (tokens < 1 + (side == Side.Visitor ? keptForAgents : 0))
        {
            turnedAway++;
            return false;
        }

        tokens--;
        return true;
    }

    /// <summary>Seconds over which those who are turned away now are to be spread: as long as it takes to let them all in.</summary>
    public int Spread() => (int)Math.Clamp(Math.Ceiling(turnedAway / perSecond), ShortestSpread, LongestSpread);
}
