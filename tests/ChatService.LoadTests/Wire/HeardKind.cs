namespace ChatService.LoadTests.Wire;

/// <summary>What a record from the server is to a client of the load tool.</summary>
public enum HeardKind
{
    /// <summary>Nothing that is measured: an event of another kind.</summary>
    Other,

    /// <summary>The handshake is done.</summary>
    Greeting,

    /// <summary>Asks for a sign of life.</summary>
    Ping,

    /// <summary>The answer to a call.</summary>
    Answer,

    /// <summary>A message of a conversation.</summary>
    Message,
}
