using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ChatService.Realtime.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime.Connections;

/// <summary>
/// SignalR's way to clients, for one node and for many. Local connections first and at once; other nodes by one publish that nobody waits for.
/// A slow client delays nobody; joining a group never leaves this node when the connection is here.
/// </summary>
internal sealed class ChatHubLifetimeManager<THub> : HubLifetimeManager<THub>, IDisposable
    where THub : Hub
{
    private static readonly string[] Nobody = [];

    private readonly ClientResults results = new();
    private readonly RealtimeOptions options;
    private readonly HubDelivery local;
    private readonly HubNodes? nodes;

    // Results of several nodes meet at a node with a client of theirs, so their numbers must not.
    private readonly string invocationPrefix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private long lastInvocation;

    public ChatHubLifetimeManager(
        IOptions<RealtimeOptions> options, IHubProtocolResolver resolver, IOptions<HubOptions<THub>> hub, TimeProvider time, RealtimeMetrics metrics,
        ILogger<ChatHubLifetimeManager<THub>> logger, NodeLink? link = null)
    {
        this.options = options.Value;
        local = new HubDelivery(typeof(THub).Name, this.options, this.options.SocketClock, metrics, logger);
        if (link is not null)
        {
            var supported = hub.Value.SupportedProtocols?.ToHashSet(StringComparer.OrdinalIgnoreCase);
            var protocols = resolver.AllProtocols.Where(protocol => supported?.Contains(protocol.Name) ?? true).ToList();
            nodes = new HubNodes(typeof(THub).FullName!, link, local, results, resolver, protocols, this.options, time);
        }
    }

    /// <summary>The connections of this node.</summary>
    public ConnectionTable Table => local.Table;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        local.Add(connection);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        local.Remove(connection.ConnectionId);
        results.FailConnection(connection.ConnectionId);
        return Task.CompletedTask;
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAllExceptAsync(methodName, args, Nobody, cancellationToken);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default)
    {
        var message = Message(methodName, args);
        local.Deliver(local.Table.All, message, excludedConnectionIds);
        nodes?.Send(EnvelopeKind.All, Nobody, excludedConnectionIds, methodName, message);
        return Task.CompletedTask;
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendToGroups([groupName], methodName, args, Nobody);

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendToGroups(groupNames, methodName, args, Nobody);

    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendToGroups([groupName], methodName, args, excludedConnectionIds);

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendUsersAsync([userId], methodName, args, cancellationToken);

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        var message = Message(methodName, args);
        local.Deliver(local.Table.Users.Of(userIds), message, Nobody);
        nodes?.Send(EnvelopeKind.Users, userIds, Nobody, methodName, message);
        return Task.CompletedTask;
    }

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        return local.Table.Find(connectionId) is { } connection
            ? local.DeliverAsync(connection, Message(methodName, args), cancellationToken)
            : SendConnectionsAsync([connectionId], methodName, args, cancellationToken);
    }

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionIds);
        var message = Message(methodName, args);
        var here = connectionIds.Distinct(StringComparer.Ordinal).ToLookup(id => local.Table.Find(id) is not null);
        local.Deliver(here[true].Select(local.Table.Find).OfType<LocalConnection>(), message, Nobody);
        var elsewhere = here[false].Where(id => !local.Table.HasEnded(id)).ToList();
        if (elsewhere.Count > 0)
        {
            nodes?.Send(EnvelopeKind.Connections, elsewhere, Nobody, methodName, message);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Returns when every later message to the group reaches the connection. For one of another node it throws <see cref="TimeoutException"/> when no node has it, and
    /// <see cref="IOException"/> when no other node can be reached.
    /// </summary>
    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        ChangeGroupAsync(EnvelopeKind.Join, connectionId, groupName, cancellationToken);

    /// <summary>As <see cref="AddToGroupAsync"/>.</summary>
    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        ChangeGroupAsync(EnvelopeKind.Leave, connectionId, groupName, cancellationToken);

    /// <summary>Throws <see cref="HubException"/> with the client's error, and <see cref="IOException"/> when the connection or its node is not there or goes.</summary>
    public override async Task<T> InvokeConnectionAsync<T>(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        var connection = local.Table.Find(connectionId);
        if (connection is null && (nodes is null || local.Table.HasEnded(connectionId)))
        {
            throw new IOException($"Connection '{connectionId}' does not exist.");
        }

        var invocationId = invocationPrefix + Interlocked.Increment(ref lastInvocation);
        var message = new SerializedHubMessage(new InvocationMessage(invocationId, methodName, args));
        using var call = results.Expect<T>(invocationId, connectionId, remote: connection is null);
        if (connection is null)
        {
            await CallElsewhereAsync(nodes!, invocationId, connectionId, methodName, message, cancellationToken);
        }
        else
        {
            local.Deliver([connection], new OutboundMessage(message, Low: false), Nobody);
            if (local.Table.Find(connectionId) is null)
            {
                results.FailConnection(connectionId);
            }
        }

        return await call.Result.WaitAsync(cancellationToken);
    }

    public override Task SetConnectionResultAsync(string connectionId, CompletionMessage result)
    {
        results.Complete(connectionId, result);
        return Task.CompletedTask;
    }

    public override bool TryGetReturnType(string invocationId, [NotNullWhen(true)] out Type? type) => results.TryGetType(invocationId, out type);

    public void Dispose() => local.Dispose();

    /// <summary>To the members of the groups on this node only; true when there were any.</summary>
    public bool SendLocal(IReadOnlyList<string> groups, string method, object?[] args)
    {
        var members = local.Table.Groups.Of(groups).ToList();
        if (members.Count > 0)
        {
            local.Deliver(members, Message(method, args), Nobody);
        }

        return members.Count > 0;
    }

    /// <summary>To everybody on this node only.</summary>
    public void SendLocalAll(string method, object?[] args) => local.Deliver(local.Table.All, Message(method, args), Nobody);

    private static async Task CallElsewhereAsync(
        HubNodes nodes, string invocationId, string connectionId, string method, SerializedHubMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await nodes.InvokeAsync(invocationId, connectionId, method, message, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new IOException($"Connection '{connectionId}' does not exist.");
        }
    }

    private Task SendToGroups(IReadOnlyList<string> groups, string method, object?[] args, IReadOnlyList<string> excluded)
    {
        var message = Message(method, args);
        local.Deliver(local.Table.Groups.Of(groups), message, excluded);
        nodes?.Send(EnvelopeKind.Groups, groups, excluded, method, message);
        return Task.CompletedTask;
    }

    private Task ChangeGroupAsync(EnvelopeKind change, string connectionId, string group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connectionId);
        ArgumentNullException.ThrowIfNull(group);
        if (local.Table.Find(connectionId) is not { } connection)
        {
            // One that has ended is in no group any more, wherever one asks.
            return nodes is null || local.Table.HasEnded(connectionId) ? Task.CompletedTask : nodes.ChangeGroupAsync(change, connectionId, group, cancellationToken);
        }

        if (change == EnvelopeKind.Join)
        {
            connection.Join(group, local.Table.Groups);
        }
        else
        {
            connection.Leave(group, local.Table.Groups);
        }

        return Task.CompletedTask;
    }

    private OutboundMessage Message(string method, object?[] args) =>
        new(new SerializedHubMessage(new InvocationMessage(method, args)), options.LowPriority.Contains(method));
}
