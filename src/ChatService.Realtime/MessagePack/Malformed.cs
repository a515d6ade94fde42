namespace ChatService.Realtime.MessagePack;

/// <summary>What is wrong with bytes. Never says what they contain.</summary>
internal static class Malformed
{
    public static InvalidDataException Truncated() => new("A MessagePack value is longer than the message that it is in.");

    public static InvalidDataException TooDeep(int depth) => new($"A MessagePack value is nested more than {depth} levels deep.");

    public static InvalidDataException Expected(string what, byte code) => new($"Expected {what}, found {MsgPackCode.KindOf(code)} (0x{code:x2}).");

    public static InvalidDataException OutOfRange(string what) => new($"A number does not fit into {what}.");

    public static InvalidDataException InvalidText() => new("A MessagePack string is not valid UTF-8.");

    public static InvalidDataException Message(string what) => new($"Not a hub message: {what}.");
}
