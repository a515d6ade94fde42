using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Messages compared by everything that they carry; values by what they are in JSON.</summary>
internal static class Same
{
    public static void Message(HubMessage expected, HubMessage? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(Words(expected), Words(actual));
    }

    private static string Words(HubMessage message)
    {
        var headers = (message as HubInvocationMessage)?.Headers;
        var content = message switch
        {
            HubMethodInvocationMessage m => Protocols.JsonOf(new { m.InvocationId, m.Target, Arguments = Protocols.JsonOf(m.Arguments), Streams = m.StreamIds ?? [] }),
            StreamItemMessage m => Protocols.JsonOf(new { m.InvocationId, Item = Protocols.JsonOf(m.Item) }),
            CompletionMessage m => Protocols.JsonOf(new { m.InvocationId, m.Error, m.HasResult, Result = Protocols.JsonOf(m.Result) }),
            CancelInvocationMessage m => Protocols.JsonOf(m.InvocationId),
            CloseMessage m => Protocols.JsonOf(new { m.Error, m.AllowReconnect }),
            AckMessage m => Protocols.JsonOf(m.SequenceId),
            SequenceMessage m => Protocols.JsonOf(m.SequenceId),
            PingMessage => string.Empty,
            _ => throw new InvalidOperationException(message.GetType().Name),
        };
        return $"{message.GetType().Name} {Protocols.JsonOf(headers ?? new Dictionary<string, string>())} {content}";
    }
}
