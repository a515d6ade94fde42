using System.Buffers;
using System.Runtime.ExceptionServices;
using ChatService.Realtime.MessagePack.Forms;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.MessagePack;

/// <summary>The other way round; see <see cref="HubMessageWriter"/>. What follows the items that are known is passed over.</summary>
internal sealed class HubMessageReader(FormTable forms)
{
    /// <summary>
    /// One whole message; null when it is of a type that is not known. Throws <see cref="InvalidDataException"/> when it is none; an argument, item or result that cannot be read
    /// becomes a message that says so.
    /// </summary>
    public HubMessage? Read(ReadOnlySpan<byte> bytes, IInvocationBinder binder)
    {
        var reader = new MsgPackReader(bytes, forms.MaxDepth);
        var items = reader.ReadArrayHeader();
        Need(items, 1);
        var type = reader.ReadInt64();
        return type switch
        {
            HubProtocolConstants.InvocationMessageType => ReadInvocation(ref reader, items, binder, streams: false),
            HubProtocolConstants.StreamItemMessageType => ReadItem(ref reader, items, binder),
            HubProtocolConstants.CompletionMessageType => ReadCompletion(ref reader, items, binder),
            HubProtocolConstants.StreamInvocationMessageType => ReadInvocation(ref reader, items, binder, streams: true),
            HubProtocolConstants.CancelInvocationMessageType => ReadCancel(ref reader, items),
            HubProtocolConstants.PingMessageType => PingMessage.Instance,
            HubProtocolConstants.CloseMessageType => ReadClose(ref reader, items),
            HubProtocolConstants.AckMessageType => new AckMessage(ReadNumber(ref reader, items)),
            HubProtocolConstants.SequenceMessageType => new SequenceMessage(ReadNumber(ref reader, items)),
            _ => null,
        };
    }

    private HubInvocationMessage ReadInvocation(ref MsgPackReader reader, int items, IInvocationBinder binder, bool streams)
    {
        Need(items, 5);
        var headers = ReadHeaders(ref reader);
        var id = streams ? ReadId(ref reader) : ReadIdOrNil(ref reader);
        var name = reader.ReadUtf8();
        var target = binder.GetTarget(name) ?? MsgPackReader.Text(name);
        HubInvocationMessage message;
        try
        {
            var arguments = ReadArguments(ref reader, binder.GetParameterTypes(target));
            var streamIds = items > 5 ? ReadStreamIds(ref reader) : null;
            message = streams ? new StreamInvocationMessage(id!, target, arguments, streamIds) : new InvocationMessage(id, target, arguments, streamIds);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            message = new InvocationBindingFailureMessage(id, target, ExceptionDispatchInfo.Capture(exception));
        }

        message.Headers = headers;
        return message;
    }

    private object?[] ReadArguments(ref MsgPackReader reader, IReadOnlyList<Type> types)
    {
        var count = reader.ReadArrayHeader();
        if (count != types.Count)
        {
            throw new InvalidDataException($"The call has {count} argument(s), the method takes {types.Count}.");
        }

        var arguments = count == 0 ? [] : new object?[count];
        for (var i = 0; i < count; i++)
        {
            arguments[i] = forms.Of(types[i]).ReadObject(ref reader);
        }

        return arguments;
    }

    private HubMessage ReadItem(ref MsgPackReader reader, int items, IInvocationBinder binder)
    {
        Need(items, 4);
        var headers = ReadHeaders(ref reader);
        var id = ReadId(ref reader);
        try
        {
            return new StreamItemMessage(id, forms.Of(binder.GetStreamItemType(id)).ReadObject(ref reader)) { Headers = headers };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new StreamBindingFailureMessage(id, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private CompletionMessage ReadCompletion(ref MsgPackReader reader, int items, IInvocationBinder binder)
    {
        Need(items, 4);
        var headers = ReadHeaders(ref reader);
        var id = ReadId(ref reader);
        var kind = reader.ReadInt64();
        Need(items, kind == ResultKind.Nothing ? 4 : 5);
        var completion = kind switch
        {
            ResultKind.Error => CompletionMessage.WithError(id, reader.ReadString()),
            ResultKind.Nothing => CompletionMessage.Empty(id),
            ResultKind.Value => ReadResult(ref reader, id, binder),
            _ => throw Malformed.Message("an unknown kind of result"),
        };
        completion.Headers = headers;
        return completion;
    }

    // A binder throws for a call that it does not know: nobody waits for that result any more.
    private CompletionMessage ReadResult(ref MsgPackReader reader, string id, IInvocationBinder binder)
    {
        Type type;
        try
        {
            type = binder.GetReturnType(id);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return CompletionMessage.WithResult(id, null);
        }

        try
        {
            var result = type == typeof(RawResult)
                ? new RawResult(new ReadOnlySequence<byte>(reader.ReadRaw().ToArray()))
                : forms.Of(type).ReadObject(ref reader);
            return CompletionMessage.WithResult(id, result);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return CompletionMessage.WithError(id, $"The result could not be read as {type.Name}: {exception.Message}");
        }
    }

    private static CancelInvocationMessage ReadCancel(ref MsgPackReader reader, int items)
    {
        Need(items, 3);
        var headers = ReadHeaders(ref reader);
        return new CancelInvocationMessage(ReadId(ref reader)) { Headers = headers };
    }

    private static CloseMessage ReadClose(ref MsgPackReader reader, int items)
    {
        Need(items, 2);
        var error = reader.ReadString();
        var mayReconnect = items > 2 && reader.ReadBoolean();
        return error is null && !mayReconnect ? CloseMessage.Empty : new CloseMessage(error, mayReconnect);
    }

    private static long ReadNumber(ref MsgPackReader reader, int items)
    {
        Need(items, 2);
        return reader.ReadInt64();
    }

    private static Dictionary<string, string>? ReadHeaders(ref MsgPackReader reader)
    {
        var count = reader.ReadMapHeader();
        if (count == 0)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = MsgPackReader.Text(reader.ReadUtf8());
            headers[name] = MsgPackReader.Text(reader.ReadUtf8());
        }

        return headers;
    }

    private static string[]? ReadStreamIds(ref MsgPackReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count == 0)
        {
            return null;
        }

        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(ReadId(ref reader));
        }

        return [.. ids];
    }

    private static string ReadId(ref MsgPackReader reader) => InvocationIds.Of(reader.ReadUtf8());

    private static string? ReadIdOrNil(ref MsgPackReader reader) => reader.TryReadNil() ? null : ReadId(ref reader);

    private static void Need(int items, int atLeast)
    {
        if (items < atLeast)
        {
            throw Malformed.Message($"{items} items where at least {atLeast} are needed");
        }
    }
}
