using System.Buffers;
using BenchmarkDotNet.Attributes;
using ChatService.Contracts;
using ChatService.Realtime.MessagePack;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace ChatService.Benchmarks;

/// <summary>A message to a client written, a call from one parsed, in both hub protocols.</summary>
public class ProtocolBenchmarks
{
    private const string Text = "Thank you, it is on its way and should be with you by Friday.";
    private static readonly Guid Id = Guid.Parse("018f4e2a-7c1b-7e3d-9a55-0123456789ab");
    private static readonly InvocationMessage Push = new(
        "MessageAppended", [new Message(Id, 17, Id, Id, new Sender("agent", Id, "Ann"), "text", Text, [], DateTimeOffset.UnixEpoch.AddDays(20_000), null)]);

    private readonly ArrayBufferWriter<byte> sink = new(4_096);
    private readonly Binder binder = new();
    private IHubProtocol protocol = null!;
    private byte[] call = [];

    [Params("json", "messagepack")]
    public string Wire { get; set; } = string.Empty;

    [GlobalSetup]
    public void SetUp()
    {
        var options = new JsonHubProtocolOptions();
        WireJson.Apply(options.PayloadSerializerOptions);
        protocol = Wire == "json" ? new JsonHubProtocol(Options.Create(options)) : new MessagePackHubProtocol(Options.Create(options));
        call = protocol.GetMessageBytes(new InvocationMessage("17", "SendMessage", [new SendMessageRequest(Id, Id, Text)])).ToArray();
    }

    [Benchmark(Description = "write MessageAppended")]
    public int Write()
    {
        sink.ResetWrittenCount();
        protocol.WriteMessage(Push, sink);
        return sink.WrittenCount;
    }

    [Benchmark(Description = "parse SendMessage")]
    public bool Parse()
    {
        var input = new ReadOnlySequence<byte>(call);
        return protocol.TryParseMessage(ref input, binder, out _);
    }

    private sealed class Binder : IInvocationBinder
    {
        private static readonly Type[] Types = [typeof(SendMessageRequest)];

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => Types;

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
