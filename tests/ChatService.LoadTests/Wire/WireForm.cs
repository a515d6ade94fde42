using System.Text.Json;

namespace ChatService.LoadTests.Wire;

/// <summary>How records are written and read: one class for each protocol. Instances hold no state and serve all connections.</summary>
public abstract class WireForm
{
    public static WireForm Json { get; } = new JsonForm();

    public static WireForm MessagePack { get; } = new MessagePackForm();

    public static WireForm SocketIo { get; } = new SocketIoForm();

    /// <summary>In the report.</summary>
    public abstract string Name { get; }

    /// <summary>Text or binary frames.</summary>
    public abstract bool IsText { get; }

    /// <summary>Sent once, as soon as the socket is open; always text.</summary>
    public abstract byte[] Hello { get; }

    /// <summary>A sign of life; null where only the server asks for it.</summary>
    public abstract byte[]? Ping { get; }

    /// <summary>The answer to the server's <see cref="HeardKind.Ping"/>.</summary>
    public virtual byte[]? Pong => null;

    /// <summary>A call whose answer will be parsed.</summary>
    public abstract byte[] Call(int id, string method, object? argument);

    /// <summary>SendMessage, the one under measurement; returns how long it is.</summary>
    public abstract int WriteSend(Span<byte> to, int id, Guid conversationId, Guid clientMessageId, ReadOnlySpan<byte> text);

    /// <summary>Takes the next whole record off a frame's payload; false when nothing is left.</summary>
    public abstract bool TryTake(ref ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> record);

    /// <summary>Reads what is measured.</summary>
    public abstract Heard Read(ReadOnlySpan<byte> record);

    /// <summary>The result of an answer; throws <see cref="InvalidOperationException"/> with the text of a refusal.</summary>
    public abstract JsonElement Result(ReadOnlySpan<byte> record);
}
