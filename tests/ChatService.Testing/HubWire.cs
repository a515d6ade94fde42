namespace ChatService.Testing;

/// <summary>Which hub protocol a client speaks.</summary>
public enum HubWire
{
    /// <summary>The one that every client has.</summary>
    Json,

    /// <summary>The one in bytes.</summary>
    MessagePack,
}

/// <summary>Which one it is when a test does not say: JSON, or what CHATSERVICE_TEST_WIRE names.</summary>
public static class HubWires
{
    /// <summary>For the whole process.</summary>
    public static HubWire Usual { get; } = Environment.GetEnvironmentVariable("CHATSERVICE_TEST_WIRE") switch
    {
        null or "" or "json" => HubWire.Json,
        "messagepack" => HubWire.MessagePack,
        var other => throw new InvalidOperationException($"CHATSERVICE_TEST_WIRE is \"{other}\"; it is json or messagepack."),
    };
}
