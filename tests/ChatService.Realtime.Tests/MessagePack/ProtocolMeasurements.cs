using System.Buffers;
using System.Diagnostics;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Figures for README.md, run on demand with <c>-explicit only</c>: time and bytes for a message, in both protocols.</summary>
public sealed class ProtocolMeasurements(ITestOutputHelper output)
{
    private const int Times = 100_000;

    private static readonly Guid Id = Guid.Parse("018f4e2a-7c1b-7e3d-9a55-0123456789ab");

    [Fact(Explicit = true)]
    public void A_message_to_a_client_and_a_call_from_one()
    {
        var text = "Thank you, it is on its way and should be with you by Friday.";
        var message = new Message(Id, 17, Id, Id, new Sender("agent", Id, "Ann"), "text", text, [], DateTimeOffset.UnixEpoch.AddDays(20_000), null);
        var call = new SendMessageRequest(Id, Id, text);
        foreach (IHubProtocol protocol in new IHubProtocol[] { Protocols.Json, Protocols.MessagePack })
        {
            Report(protocol, "MessageAppended", new InvocationMessage("MessageAppended", [message]), typeof(Message));
            Report(protocol, "SendMessage", new InvocationMessage("17", "SendMessage", [call]), typeof(SendMessageRequest));
        }
    }

    private void Report(IHubProtocol protocol, string method, HubMessage message, Type type)
    {
        var bytes = protocol.GetMessageBytes(message);
        var binder = new Binder(method, [type]);
        var sink = new ArrayBufferWriter<byte>(4_096);
        var (write, writeGarbage) = Measure(() =>
        {
            sink.ResetWrittenCount();
            protocol.WriteMessage(message, sink);
        });
        var (read, readGarbage) = Measure(() =>
        {
            var input = new ReadOnlySequence<byte>(bytes);
            protocol.TryParseMessage(ref input, binder, out _);
        });
        output.WriteLine($"{protocol.Name} {method}: {bytes.Length} bytes; write {write:0} ns, {writeGarbage} bytes of garbage; read {read:0} ns, {readGarbage} bytes");
    }

    // The best of several rounds: the machine has other work, too.
    private static (double Nanoseconds, long Bytes) Measure(Action action)
    {
        var (best, bytes) = (double.MaxValue, 0L);
        for (var round = 0; round < 7; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var since = Stopwatch.GetTimestamp();
            for (var i = 0; i < Times; i++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(since).TotalNanoseconds / Times);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
        }

        return (best, bytes);
    }
}
