using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using ChatService.Realtime.MessagePack.Forms;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime.MessagePack;

/// <summary>
/// SignalR's hub protocol in MessagePack, for both sides: what it writes and reads is what the official clients do. Arguments have the names and forms that JSON gives them,
/// whose options it shares. Thread-safe.
/// </summary>
public sealed class MessagePackHubProtocol : IHubProtocol
{
    private readonly HubMessageReader reader;
    private readonly HubMessageWriter writer;

    /// <summary>With the options of the JSON protocol beside it.</summary>
    public MessagePackHubProtocol(IOptions<JsonHubProtocolOptions> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var forms = new FormTable(json.Value.PayloadSerializerOptions);
        (reader, writer) = (new HubMessageReader(forms), new HubMessageWriter(forms));
    }

    /// <inheritdoc/>
    public string Name => "messagepack";

    /// <summary>2 brought acks and sequences.</summary>
    public int Version => 2;

    /// <inheritdoc/>
    public TransferFormat TransferFormat => TransferFormat.Binary;

    /// <inheritdoc/>
    public bool IsVersionSupported(int version) => version <= Version;

    /// <summary>
    /// Reads the next message that is of a known type, and passes over others. False when none is there whole yet. Throws <see cref="InvalidDataException"/> when the bytes are
    /// no message: the connection cannot go on.
    /// </summary>
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        ArgumentNullException.ThrowIfNull(binder);
        message = null;
        while (message is null && FrameLength.TryRead(input, out var length, out var size) && input.Length - size >= length)
        {
            var frame = input.Slice(size, length);
            message = frame.IsSingleSegment ? reader.Read(frame.FirstSpan, binder) : ReadPieces(frame, binder);
            input = input.Slice(frame.End);
        }

        return message is not null;
    }

    /// <inheritdoc/>
    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        var buffer = PooledBuffer.Rent(FrameLength.MaxSize);
        try
        {
            writer.Write(message, buffer);
            output.Write(buffer.Frame());
        }
        finally
        {
            buffer.Return();
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var buffer = PooledBuffer.Rent(FrameLength.MaxSize);
        try
        {
            writer.Write(message, buffer);
            return buffer.Frame().ToArray();
        }
        finally
        {
            buffer.Return();
        }
    }

    // Put together, so that every value lies in one piece. It is all there already, so no claim of a client makes this large.
    private HubMessage? ReadPieces(in ReadOnlySequence<byte> frame, IInvocationBinder binder)
    {
        var whole = PooledBuffer.Rent();
        try
        {
            foreach (var piece in frame)
            {
                whole.Write(piece.Span);
            }

            return reader.Read(whole.Written, binder);
        }
        finally
        {
            whole.Return();
        }
    }
}
