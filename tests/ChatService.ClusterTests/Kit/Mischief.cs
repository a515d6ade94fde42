namespace ChatService.ClusterTests.Kit;

/// <summary>A bad network: drops 5 %, doubles 5 %, and holds 10 % back until after a later one, by the dice.</summary>
internal sealed class Mischief(Dice dice)
{
    private int dropped;
    private int doubled;
    private int shuffled;

    public int Dropped => dropped;

    public int Doubled => doubled;

    public int Shuffled => shuffled;

    /// <summary>What arrives now, instead of this one. <paramref name="heldBack"/> belongs to one wire.</summary>
    public IEnumerable<byte[]> Suffer(byte[] push, ref byte[]? heldBack)
    {
        var roll = dice.Roll(100);
        if (roll < 5)
        {
            Interlocked.Increment(ref dropped);
            return [];
        }

        if (roll < 10)
        {
            Interlocked.Increment(ref doubled);
            return [push, push];
        }

        if (heldBack is { } earlier)
        {
            heldBack = null;
            return [push, earlier];
        }

        if (roll < 20)
        {
            Interlocked.Increment(ref shuffled);
            heldBack = push;
            return [];
        }

        return [push];
    }
}
