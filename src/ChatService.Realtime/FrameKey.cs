namespace ChatService.Realtime;

/// <summary>The secret that all nodes of one installation share, with which they sign what they tell each other. Set it before the host starts the node bus.</summary>
public sealed class FrameKey
{
    /// <summary>Null: frames are neither signed nor checked, for tests of the bus alone.</summary>
    public byte[]? Bytes { get; set; }
}
