namespace ChatService.Realtime.MessagePack;

/// <summary>How a call ended, as a number on the wire.</summary>
internal static class ResultKind
{
    public const int Error = 1, Nothing = 2, Value = 3;
}
