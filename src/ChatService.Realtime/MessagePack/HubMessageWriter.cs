using System.Buffers;
using ChatService.Realtime.MessagePack.Forms;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.MessagePack;

/// <summary>
/// Hub messages as arrays: 1 invocation [1, headers, id or nil, target, [arguments], [stream ids]] · 2 item [2, headers, id, item] · 3 completion [3, headers, id, kind, error or
/// result] · 4 stream invocation, as 1 · 5 cancel [5, headers, id] · 6 ping [6] · 7 close [7, error, may reconnect] · 8 ack [8, number] · 9 sequence [9, number].
/// </summary>
internal sealed class HubMessageWriter(FormTable forms)
{
    /// <summary>Throws <see cref="InvalidDataException"/> for what is no message of the wire, and what JSON throws for an argument that cannot be written.</summary>
    public void Write(HubMessage message, IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output, forms.MaxDepth);
        switch (message)
        {
            case InvocationMessage invocation:
                WriteInvocation(ref writer, HubProtocolConstants.InvocationMessageType, invocation);
                break;
            case StreamInvocationMessage invocation:
                WriteInvocation(ref writer, HubProtocolConstants.StreamInvocationMessageType, invocation);
                break;
            case StreamItemMessage item:
                Begin(ref writer, 4, HubProtocolConstants.StreamItemMessageType, item);
                WriteValue(ref writer, item.Item);
                break;
            case CompletionMessage completion:
                WriteCompletion(ref writer, completion);
                break;
            case CancelInvocationMessage cancel:
                Begin(ref writer, 3, HubProtocolConstants.CancelInvocationMessageType, cancel);
                break;
            case CloseMessage close:
                Begin(ref writer, 3, HubProtocolConstants.CloseMessageType);
                writer.Write(close.Error);
                writer.Write(close.AllowReconnect);
                break;
            default:
                WriteSign(ref writer, message);
                break;
        }

        writer.Flush();
    }

    private static void WriteSign(ref MsgPackWriter writer, HubMessage message)
    {
        switch (message)
        {
            case PingMessage:
                Begin(ref writer, 1, HubProtocolConstants.PingMessageType);
                break;
            case AckMessage ack:
                Begin(ref writer, 2, HubProtocolConstants.AckMessageType);
                writer.Write(ack.SequenceId);
                break;
            case SequenceMessage sequence:
                Begin(ref writer, 2, HubProtocolConstants.SequenceMessageType);
                writer.Write(sequence.SequenceId);
                break;
            default:
                throw new InvalidDataException($"{message.GetType().Name} is no message of the wire.");
        }
    }

    private void WriteInvocation(ref MsgPackWriter writer, int type, HubMethodInvocationMessage invocation)
    {
        Begin(ref writer, 6, type, invocation);
        writer.Write(invocation.Target);
        writer.WriteArrayHeader(invocation.Arguments.Length);
        foreach (var argument in invocation.Arguments)
        {
            WriteValue(ref writer, argument);
        }

        var streams = invocation.StreamIds ?? [];
        writer.WriteArrayHeader(streams.Length);
        foreach (var stream in streams)
        {
            writer.Write(stream);
        }
    }

    private void WriteCompletion(ref MsgPackWriter writer, CompletionMessage completion)
    {
        var kind = completion.Error is not null ? ResultKind.Error : completion.HasResult ? ResultKind.Value : ResultKind.Nothing;
        Begin(ref writer, kind == ResultKind.Nothing ? 4 : 5, HubProtocolConstants.CompletionMessageType, completion);
        writer.Write((long)kind);
        switch (kind)
        {
            case ResultKind.Error:
                writer.Write(completion.Error);
                break;
            case ResultKind.Value:
                WriteValue(ref writer, completion.Result);
                break;
        }
    }

    private void WriteValue(ref MsgPackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case RawResult raw:
                foreach (var part in raw.RawSerializedData)
                {
                    writer.WriteRaw(part.Span);
                }

                break;
            default:
                forms.Of(value.GetType()).WriteObject(ref writer, value);
                break;
        }
    }

    private static void Begin(ref MsgPackWriter writer, int items, int type)
    {
        writer.WriteArrayHeader(items);
        writer.Write((long)type);
    }

    private static void Begin(ref MsgPackWriter writer, int items, int type, HubInvocationMessage message)
    {
        Begin(ref writer, items, type);
        if (message.Headers is { Count: > 0 } headers)
        {
            writer.WriteMapHeader(headers.Count);
            foreach (var (name, value) in headers)
            {
                writer.Write(name);
                writer.Write(value);
            }
        }
        else
        {
            writer.WriteMapHeader(0);
        }

        writer.Write(message.InvocationId);
    }
}
