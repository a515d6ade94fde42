using System.Runtime.InteropServices;
using System.Text.Unicode;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Nodes;

/// <summary>
/// Envelope to bytes and back. Fields: 1 kind · 2 hub · 3 name (UTF-8) · 4 name (UTF-16LE) · 5 excluded connection · 6 method · 7 payload { 1 protocol · 2 bytes } ·
/// 8 correlation · 9 to node · 10 connection · 11 invocation · 12 topic · 13 body · 14 error. Absent means empty; unknown ones are skipped.
/// </summary>
internal static class EnvelopeCodec
{
    private const byte Kind = 1, Hub = 2, Name8 = 3, Name16 = 4, Excluded = 5, Method = 6, Payload = 7;
    private const byte Correlation = 8, ToNode = 9, Connection = 10, Invocation = 11, Topic = 12, Body = 13, Error = 14;
    private const byte PayloadProtocol = 1, PayloadBytes = 2;

    public static byte[] Write(Envelope envelope)
    {
        var fields = new FieldWriter();
        fields.Number(Kind, (ulong)envelope.Kind);
        fields.Text(Hub, envelope.Hub);
        foreach (var name in envelope.Names)
        {
            WriteName(fields, name);
        }

        foreach (var connection in envelope.Excluded)
        {
            fields.Text(Excluded, connection);
        }

        fields.Text(Method, envelope.Method);
        foreach (var payload in envelope.Payloads)
        {
            var inner = new FieldWriter();
            inner.Text(PayloadProtocol, payload.ProtocolName);
            inner.Bytes(PayloadBytes, payload.Serialized.Span);
            fields.Bytes(Payload, inner.Written);
        }

        fields.Number(Correlation, envelope.Correlation);
        fields.Text(ToNode, envelope.ToNode);
        fields.Text(Connection, envelope.Connection);
        fields.Text(Invocation, envelope.Invocation);
        fields.Text(Topic, envelope.Topic);
        if (!envelope.Body.IsEmpty)
        {
            fields.Bytes(Body, envelope.Body.Span);
        }

        fields.Text(Error, envelope.Error);
        return fields.Written.ToArray();
    }

    /// <summary>Null when the bytes are no envelope. Payloads and body are slices of what was given.</summary>
    public static Envelope? Read(ReadOnlyMemory<byte> bytes)
    {
        List<string>? names = null, excluded = null;
        List<SerializedMessage>? payloads = null;
        var envelope = new Envelope(EnvelopeKind.Unknown);
        var fields = new FieldReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case Name8:
                    (names ??= []).Add(fields.Text);
                    break;
                case Name16:
                    (names ??= []).Add(new string(MemoryMarshal.Cast<byte, char>(fields.Value.Span)));
                    break;
                case Excluded:
                    (excluded ??= []).Add(fields.Text);
                    break;
                case Payload when ReadPayload(fields.Value) is { } payload:
                    (payloads ??= []).Add(payload);
                    break;
                default:
                    Fill(envelope, fields);
                    break;
            }
        }

        envelope.Names = names ?? envelope.Names;
        envelope.Excluded = excluded ?? envelope.Excluded;
        envelope.Payloads = payloads ?? envelope.Payloads;
        return fields.Malformed ? null : envelope;
    }

    private static void Fill(Envelope envelope, in FieldReader field)
    {
        switch (field.Tag)
        {
            case Kind:
                envelope.Kind = field.Number <= (ulong)EnvelopeKind.Goodbye ? (EnvelopeKind)field.Number : EnvelopeKind.Unknown;
                break;
            case Hub:
                envelope.Hub = field.Text;
                break;
            case Method:
                envelope.Method = field.Text;
                break;
            case Correlation:
                envelope.Correlation = field.Number;
                break;
            case ToNode:
                envelope.ToNode = field.Text;
                break;
            case Connection:
                envelope.Connection = field.Text;
                break;
            case Invocation:
                envelope.Invocation = field.Text;
                break;
            case Topic:
                envelope.Topic = field.Text;
                break;
            case Body:
                envelope.Body = field.Value;
                break;
            case Error:
                envelope.Error = field.Text;
                break;
        }
    }

    // Two names that differ only in a lone surrogate are two names, and UTF-8 would make them one.
    private static void WriteName(FieldWriter fields, string name)
    {
        Span<byte> utf8 = name.Length <= 256 ? stackalloc byte[3 * 256] : new byte[3 * name.Length];
        if (Utf8.FromUtf16(name, utf8, out _, out var written, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done)
        {
            fields.Bytes(Name8, utf8[..written]);
        }
        else
        {
            fields.Bytes(Name16, MemoryMarshal.AsBytes(name.AsSpan()));
        }
    }

    private static SerializedMessage? ReadPayload(ReadOnlyMemory<byte> bytes)
    {
        var (protocol, serialized) = (string.Empty, ReadOnlyMemory<byte>.Empty);
        var fields = new FieldReader(bytes);
        while (fields.Next())
        {
            if (fields.Tag == PayloadProtocol)
            {
                protocol = fields.Text;
            }
            else if (fields.Tag == PayloadBytes)
            {
                serialized = fields.Value;
            }
        }

        return fields.Malformed || protocol.Length == 0 ? null : new SerializedMessage(protocol, serialized);
    }
}
