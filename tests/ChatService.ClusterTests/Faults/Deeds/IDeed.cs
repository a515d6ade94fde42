namespace ChatService.ClusterTests.Faults.Deeds;

/// <summary>One thing that goes wrong, and is put right again before it returns. The same deed serves the test that is named after it and the long run of mixed faults.</summary>
internal interface IDeed
{
    /// <summary>As in the table of faults: <c>F3</c>.</summary>
    string Code { get; }

    /// <summary>In a few words, for a table.</summary>
    string Name { get; }

    /// <summary>Breaks it, and mends it when it has lasted long enough; whatever happens, it is mended in the end.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="dice">Chooses the victim.</param>
    /// <param name="lasting">It stays broken until this completes, where its end is not in its nature.</param>
    Task RunAsync(ChatCluster cluster, Dice dice, Task lasting);
}
