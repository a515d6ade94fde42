namespace ChatService.LoadTests.Stages;

/// <summary>Stages by their names on the command line.</summary>
public static class Open
{
    /// <summary>sqlite, postgres, cluster (three nodes: pairs talk across), relay, insert.</summary>
    public static async Task<IStage> StageAsync(string name) => name switch
    {
        "sqlite" or "postgres" => await ProductStage.StartAsync(name),
        "cluster" => await ProductStage.StartAsync("postgres", 3),
        "relay" or "insert" => await BaselineStage.StartAsync(name),
        _ => throw new ArgumentException($"There is no stage \"{name}\"."),
    };
}
