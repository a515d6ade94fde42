using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Good messages, each with a binder that can read it: what a fuzzer begins with.</summary>
internal static class Corpus
{
    public static IReadOnlyList<(byte[] Body, Binder Binder)> Of(int seed)
    {
        var dice = new Random(seed);
        var all = new List<(byte[], Binder)>();
        foreach (var type in Sample.Contracts.Append(typeof(object)))
        {
            var value = Sample.Of(type, dice);
            var binder = new Binder("method", [type], type);
            all.Add((Protocols.Write(new InvocationMessage("1", "method", [value])), binder));
            all.Add((Protocols.Write(new StreamItemMessage("2", value)), binder));
            all.Add((Protocols.Write(CompletionMessage.WithResult("3", value)), binder));
        }

        HubMessage[] others =
        [
            new StreamInvocationMessage("4", "method", [42], ["1", "2"]) { Headers = new Dictionary<string, string> { ["a"] = "b" } }, CompletionMessage.WithError("5", "Error"),
            CompletionMessage.Empty("6"), new CancelInvocationMessage("7"), PingMessage.Instance, new CloseMessage("8", true), new AckMessage(9), new SequenceMessage(10),
        ];
        var number = new Binder("method", [typeof(int)], typeof(RawResult));
        all.AddRange(others.Select(message => (Protocols.Write(message), number)));
        return all;
    }
}
