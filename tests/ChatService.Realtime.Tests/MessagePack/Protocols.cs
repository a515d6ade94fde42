using System.Buffers;
using System.Text.Json;
using ChatService.Realtime.MessagePack;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>The protocol as the server sets it up, and what a test does with it.</summary>
internal static class Protocols
{
    public static JsonHubProtocolOptions Options { get; } = WithWireJson();

    public static MessagePackHubProtocol MessagePack { get; } = new(Microsoft.Extensions.Options.Options.Create(Options));

    public static JsonHubProtocol Json { get; } = new(Microsoft.Extensions.Options.Options.Create(Options));

    /// <summary>The bytes that stand for a message, without the length before it.</summary>
    public static byte[] Write(HubMessage message)
    {
        var bytes = new ReadOnlySequence<byte>(MessagePack.GetMessageBytes(message));
        Assert.True(FrameLength.TryRead(bytes, out var length, out var size));
        Assert.Equal(bytes.Length - size, length);
        return bytes.Slice(size).ToArray();
    }

    /// <summary>Reads what stands for one message, all of it.</summary>
    public static HubMessage? Read(byte[] body, IInvocationBinder binder)
    {
        var input = new ReadOnlySequence<byte>(Framed(body));
        MessagePack.TryParseMessage(ref input, binder, out var message);
        Assert.True(input.IsEmpty);
        return message;
    }

    /// <summary>With its length before it.</summary>
    public static byte[] Framed(ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[FrameLength.MaxSize];
        return [.. length[^FrameLength.WriteBefore(length, body.Length)..], .. body];
    }

    /// <summary>Bytes from hex digits; what stands behind a slash is a word about them.</summary>
    public static byte[] Hex(string hex) => Convert.FromHexString(string.Concat(hex.Split('\n').Select(line => line.Split('/')[0])).Replace(" ", string.Empty, StringComparison.Ordinal));

    /// <summary>As the server writes it in JSON.</summary>
    public static string JsonOf(object? value) => JsonSerializer.Serialize(value, Options.PayloadSerializerOptions);

    private static JsonHubProtocolOptions WithWireJson()
    {
        var options = new JsonHubProtocolOptions();
        WireJson.Apply(options.PayloadSerializerOptions);
        return options;
    }
}
