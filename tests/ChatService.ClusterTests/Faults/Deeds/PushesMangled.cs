namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>What nodes tell each other through Redis arrives shuffled, 5 % not at all and 5 % twice.</summary>
internal sealed class PushesMangled : IDeed
{
    public string Code => "F20";

    public string Name => "a backplane that shuffles, drops 5 %, doubles 5 %";

    public async Task RunAsync(ChatCluster cluster, Dice dice, Task lasting)
    {
        Begin(cluster, dice);
        await lasting;
        End(cluster);
    }

    /// <summary>Until <see cref="End"/>.</summary>
    public static Mischief Begin(ChatCluster cluster, Dice dice)
    {
        var mischief = new Mischief(dice);
        foreach (var node in cluster.Nodes)
        {
            node.Pushes.Suffer(mischief);
        }

        return mischief;
    }

    /// <summary>All is well again.</summary>
    public static void End(ChatCluster cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            node.Pushes.Suffer(null);
        }
    }
}
