namespace ChatService.LoadTests.Stages;

/// <summary>Stages by their names on the command line.</summary>
public static class Open
{
    /// <summary>The names.</summary>
    public static readonly string[] Names = ["sqlite", "postgres", "cluster", "relay", "insert", "socketio", "official"];

    /// <summary>For the usage.</summary>
    public const string Meaning = "sqlite, postgres, cluster (three nodes, the pair on different ones); baselines: relay, insert, socketio, official";

    /// <summary>Starts it.</summary>
    public static async Task<IStage> StageAsync(string name) => name switch
    {
        "sqlite" or "postgres" => await ProductStage.StartAsync(name),
        "cluster" => await ProductStage.StartAsync("postgres", 3),
        "socketio" => await SocketIoStage.StartAsync(),
        _ => await BaselineStage.StartAsync(name),
    };
}
