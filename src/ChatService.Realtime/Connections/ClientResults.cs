using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Connections;

/// <summary>Calls to clients whose result is waited for: here, or by another node whose client is connected here.</summary>
internal sealed class ClientResults
{
    private readonly ConcurrentDictionary<string, Call> calls = new(StringComparer.Ordinal);

    /// <summary>A call whose result is wanted here. Disposing of it ends the waiting.</summary>
    public WaitingCall<T> Expect<T>(string invocationId, string connectionId, bool remote)
    {
        var waiting = new WaitingCall<T>(() => calls.TryRemove(invocationId, out _));
        calls[invocationId] = new Call(connectionId, typeof(T), waiting.Complete, waiting.Fail) { Node = remote ? string.Empty : null };
        return waiting;
    }

    /// <summary>A call on behalf of another node: the result is passed on as the client wrote it, or why there is none.</summary>
    public void Relay(string invocationId, string connectionId, Action<CompletionMessage> pass, Action<Exception> fail) =>
        calls[invocationId] = new Call(connectionId, typeof(RawResult), pass, fail);

    /// <summary>Which type the protocol is to read.</summary>
    public bool TryGetType(string invocationId, [NotNullWhen(true)] out Type? type)
    {
        type = calls.GetValueOrDefault(invocationId)?.Type;
        return type is not null;
    }

    /// <summary>The node that has said that the connection is its own.</summary>
    public void AnsweredBy(string invocationId, string node)
    {
        if (calls.TryGetValue(invocationId, out var call))
        {
            call.Node = node;
        }
    }

    /// <summary>The result has come. One for a call that nobody waits for any more is dropped; one from a connection that was not asked throws.</summary>
    public void Complete(string connectionId, CompletionMessage result)
    {
        if (calls.TryGetValue(result.InvocationId!, out var call))
        {
            if (call.ConnectionId != connectionId)
            {
                throw new InvalidOperationException($"Connection '{connectionId}' was not asked for the result of '{result.InvocationId}'.");
            }

            if (calls.TryRemove(KeyValuePair.Create(result.InvocationId!, call)))
            {
                call.Complete(result);
            }
        }
    }

    /// <summary>There will be no result.</summary>
    public void Fail(string invocationId, string connectionId, Exception reason) => FailWhere((id, call) => id == invocationId && call.ConnectionId == connectionId, reason);

    /// <summary>The connection has ended.</summary>
    public void FailConnection(string connectionId) =>
        FailWhere((_, call) => call.ConnectionId == connectionId, new IOException($"Connection '{connectionId}' disconnected."));

    /// <summary>The node with the connection has gone; null: no other node can be heard.</summary>
    public void FailNode(string? node) =>
        FailWhere((_, call) => call.Node is not null && (node is null || call.Node == node), new IOException("The node with the connection cannot be reached."));

    private void FailWhere(Func<string, Call, bool> condition, Exception reason)
    {
        foreach (var (id, call) in calls)
        {
            if (condition(id, call) && calls.TryRemove(KeyValuePair.Create(id, call)))
            {
                call.Fail(reason);
            }
        }
    }

    private sealed class Call(string connectionId, Type type, Action<CompletionMessage> complete, Action<Exception> fail)
    {
        public string ConnectionId => connectionId;

        public Type Type => type;

        public Action<CompletionMessage> Complete => complete;

        public Action<Exception> Fail => fail;

        /// <summary>Null: the connection is here; empty: it is not known yet where.</summary>
        public string? Node { get; set; }
    }
}
