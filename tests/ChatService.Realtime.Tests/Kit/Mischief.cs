namespace ChatService.Realtime.Tests.Kit;

/// <summary>A bad network with a printed seed: drops 5 %, doubles 5 %, and holds 10 % back until after a later one.</summary>
internal sealed class Mischief(int seed = 0, bool loseAll = false)
{
    private readonly Random random = new(seed);
    private readonly Dictionary<object, byte[]> heldBack = [];

    public int Dropped { get; private set; }

    public int Doubled { get; private set; }

    public int Shuffled { get; private set; }

    public IEnumerable<byte[]> Suffer(object receiver, byte[] frame)
    {
        var dice = loseAll ? 0 : random.NextDouble();
        List<byte[]> arriving = dice switch
        {
            < 0.05 => [],
            < 0.10 => [frame, frame],
            _ => [frame],
        };
        (Dropped, Doubled) = (Dropped + (arriving.Count == 0 ? 1 : 0), Doubled + (arriving.Count == 2 ? 1 : 0));
        if (heldBack.Remove(receiver, out var earlier))
        {
            arriving.Add(earlier);
        }
        else if (arriving.Count == 1 && dice > 0.90)
        {
            heldBack[receiver] = frame;
            Shuffled++;
            return [];
        }

        return arriving;
    }
}
