using System.Buffers;
using ChatService.Realtime.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Connections;

/// <summary>One hub across nodes: what goes out to the others, and what is done with what they send.</summary>
internal sealed class HubNodes
{
    private readonly string hub;
    private readonly NodeLink link;
    private readonly HubDelivery local;
    private readonly ClientResults results;
    private readonly IHubProtocolResolver resolver;
    private readonly IReadOnlyList<IHubProtocol> protocols;
    private readonly RealtimeOptions options;
    private readonly TimeProvider time;
    private readonly RemoteAnswers answers = new();

    public HubNodes(
        string hub, NodeLink link, HubDelivery local, ClientResults results, IHubProtocolResolver resolver, IReadOnlyList<IHubProtocol> protocols,
        RealtimeOptions options, TimeProvider time)
    {
        (this.hub, this.link, this.local, this.results) = (hub, link, local, results);
        (this.resolver, this.protocols, this.options, this.time) = (resolver, protocols, options, time);
        link.Degraded += () =>
        {
            answers.FailAll();
            results.FailNode(null);
        };
        link.NodeGone += results.FailNode;
        link.Register(hub, Receive);
    }

    /// <summary>To the connections of the other nodes. Never waits.</summary>
    public void Send(EnvelopeKind kind, IReadOnlyList<string> names, IReadOnlyList<string> excluded, string method, OutboundMessage message) =>
        link.Post(new Envelope(kind) { Hub = hub, Names = names, Excluded = excluded, Method = method, Payloads = Written(message.Message) }, message.Low);

    /// <summary>Puts a connection of another node into a group, or takes it out; waits until that node has done it.</summary>
    public async Task ChangeGroupAsync(EnvelopeKind kind, string connectionId, string group, CancellationToken cancellationToken) =>
        await AskAsync(number => new Envelope(kind) { Hub = hub, Names = [group], Connection = connectionId, Correlation = number }, cancellationToken);

    /// <summary>Has another node call its client; returns when that node has taken the call on.</summary>
    public async Task InvokeAsync(string invocationId, string connectionId, string method, SerializedHubMessage message, CancellationToken cancellationToken)
    {
        var node = await AskAsync(
            number => new Envelope(EnvelopeKind.Invoke)
            {
                Hub = hub, Connection = connectionId, Invocation = invocationId, Method = method, Payloads = Written(message), Correlation = number,
            },
            cancellationToken);
        results.AnsweredBy(invocationId, node);
    }

    private Task<string> AskAsync(Func<ulong, Envelope> question, CancellationToken cancellationToken) =>
        answers.AskAsync(number => link.Post(question(number)), options.AnswerLimit, time, cancellationToken);

    private List<SerializedMessage> Written(SerializedHubMessage message) =>
        [.. protocols.Select(protocol => new SerializedMessage(protocol.Name, message.GetSerializedMessage(protocol)))];

    // Called by the link, one envelope after the other; nothing here waits.
    private void Receive(string from, Envelope envelope)
    {
        switch (envelope.Kind)
        {
            case EnvelopeKind.All:
                Deliver([.. local.Table.All], envelope);
                break;
            case EnvelopeKind.Groups:
                Deliver(local.Table.Groups.Of(envelope.Names), envelope);
                break;
            case EnvelopeKind.Users:
                Deliver(local.Table.Users.Of(envelope.Names), envelope);
                break;
            case EnvelopeKind.Connections:
                Deliver([.. envelope.Names.Select(local.Table.Find).OfType<LocalConnection>()], envelope);
                break;
            case EnvelopeKind.Join or EnvelopeKind.Leave when local.Table.Find(envelope.Connection) is { } connection:
                Change(connection, envelope);
                Answer(from, envelope);
                break;
            case EnvelopeKind.Invoke when local.Table.Find(envelope.Connection) is { } connection:
                Invoke(from, connection, envelope);
                break;
            case EnvelopeKind.Done:
                answers.Answered(envelope.Correlation, from);
                break;
            case EnvelopeKind.Result:
                TakeResult(envelope);
                break;
        }
    }

    private void Deliver(IReadOnlyList<LocalConnection> connections, Envelope envelope)
    {
        // Nearly everything that comes in concerns nobody here: then its payload is not even touched.
        if (connections.Count > 0 && !local.Deliver(connections, Copy(envelope), envelope.Excluded))
        {
            link.Missed();
        }
    }

    // A copy, so that a message that waits for a slow client does not keep the whole frame that it came in.
    private OutboundMessage Copy(Envelope envelope)
    {
        var payloads = envelope.Payloads.Select(payload => new SerializedMessage(payload.ProtocolName, payload.Serialized.ToArray())).ToList();
        return new OutboundMessage(
            new SerializedHubMessage(payloads), options.LowPriority.Contains(envelope.Method), [.. payloads.Select(payload => payload.ProtocolName)]);
    }

    private void Change(LocalConnection connection, Envelope envelope)
    {
        foreach (var group in envelope.Names)
        {
            if (envelope.Kind == EnvelopeKind.Join)
            {
                connection.Join(group, local.Table.Groups);
            }
            else
            {
                connection.Leave(group, local.Table.Groups);
            }
        }
    }

    private void Answer(string to, Envelope question) =>
        link.Post(new Envelope(EnvelopeKind.Done) { Hub = hub, ToNode = to, Correlation = question.Correlation });

    private void Invoke(string from, LocalConnection connection, Envelope call)
    {
        var result = () => new Envelope(EnvelopeKind.Result) { Hub = hub, ToNode = from, Connection = call.Connection, Invocation = call.Invocation };
        results.Relay(
            call.Invocation,
            call.Connection,
            completion =>
            {
                var protocol = connection.Context.Protocol;
                var answer = result();
                answer.Payloads = [new SerializedMessage(protocol.Name, protocol.GetMessageBytes(completion))];
                link.Post(answer);
            },
            failure =>
            {
                var answer = result();
                answer.Error = failure.Message;
                link.Post(answer);
            });
        Answer(from, call);
        local.Deliver([connection], Copy(call), []);
        if (local.Table.Find(call.Connection) is null)
        {
            // It ended between the look-up and the registration; whoever ended it found no call to fail.
            results.FailConnection(call.Connection);
        }
    }

    private void TakeResult(Envelope answer)
    {
        if (answer.Error.Length > 0)
        {
            results.Fail(answer.Invocation, answer.Connection, new IOException(answer.Error));
        }
        else if (answer.Payloads is [var payload, ..] && resolver.GetProtocol(payload.ProtocolName, null) is { } protocol)
        {
            var bytes = new ReadOnlySequence<byte>(payload.Serialized);
            if (protocol.TryParseMessage(ref bytes, new ResultBinder(results), out var message) && message is CompletionMessage completion)
            {
                results.Complete(answer.Connection, completion);
            }
        }
        else
        {
            results.Fail(answer.Invocation, answer.Connection, new IOException("The result was written in a protocol that this node does not know."));
        }
    }
}
