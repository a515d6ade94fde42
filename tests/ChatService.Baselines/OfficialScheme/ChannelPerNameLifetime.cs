using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using StackExchange.Redis;

namespace ChatService.Baselines.OfficialScheme;

/// <summary>
/// Baseline (d), from the public description of the Redis backplane that comes with SignalR: every connection, group and user has a channel of its own, whoever is reached through one
/// subscribes to it, and every send is published, also to members on the same node. Only what the baseline hubs use is carried further than that: one hub protocol, members are
/// added where they are connected.
/// </summary>
public sealed class ChannelPerNameLifetime<THub> : HubLifetimeManager<THub>, IDisposable
    where THub : Hub
{
    private readonly ISubscriber bus;
    private readonly IHubProtocol protocol;
    private readonly Subscriptions groups;
    private readonly Subscriptions users;
    private readonly ConcurrentDictionary<string, HubConnectionContext> connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> groupsOf = new(StringComparer.Ordinal);

    public ChannelPerNameLifetime(IConnectionMultiplexer redis, IHubProtocolResolver protocols)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(protocols);
        bus = redis.GetSubscriber();
        protocol = protocols.AllProtocols.Single();
        groups = new Subscriptions((name, those) => HearAsync(Channels.Group(name), those), name => bus.UnsubscribeAsync(Channels.Group(name)));
        users = new Subscriptions((name, those) => HearAsync(Channels.User(name), those), name => bus.UnsubscribeAsync(Channels.User(name)));
        HearAsync(Channels.All, connections).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        groups.Dispose();
        users.Dispose();
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connections[connection.ConnectionId] = connection;
        groupsOf[connection.ConnectionId] = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var own = new ConcurrentDictionary<string, HubConnectionContext>([new(connection.ConnectionId, connection)]);
        await Task.WhenAll(HearAsync(Channels.Connection(connection.ConnectionId), own), connection.UserIdentifier is { } user ? users.AddAsync(user, connection) : Task.CompletedTask);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connections.TryRemove(connection.ConnectionId, out _);
        List<Task> leaving = [bus.UnsubscribeAsync(Channels.Connection(connection.ConnectionId))];
        if (groupsOf.TryRemove(connection.ConnectionId, out var joined))
        {
            leaving.AddRange(joined.Keys.Select(name => groups.RemoveAsync(name, connection)));
        }

        if (connection.UserIdentifier is { } user)
        {
            leaving.Add(users.RemoveAsync(user, connection));
        }

        await Task.WhenAll(leaving);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        connections.TryGetValue(connectionId, out var connection) && groupsOf.TryGetValue(connectionId, out var joined) && joined.TryAdd(groupName, true)
            ? groups.AddAsync(groupName, connection)
            : Task.CompletedTask;

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        connections.TryGetValue(connectionId, out var connection) && groupsOf.TryGetValue(connectionId, out var joined) && joined.TryRemove(groupName, out _)
            ? groups.RemoveAsync(groupName, connection)
            : Task.CompletedTask;

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => PublishAsync([Channels.All], methodName, args);

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync([Channels.Connection(connectionId)], methodName, args);

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(connectionIds.Select(Channels.Connection), methodName, args);

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync([Channels.Group(groupName)], methodName, args);

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(groupNames.Select(Channels.Group), methodName, args);

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync([Channels.User(userId)], methodName, args);

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        PublishAsync(userIds.Select(Channels.User), methodName, args);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No baseline leaves anybody out.");

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No baseline leaves anybody out.");

    // Serialised once, whoever hears it.
    private Task<long[]> PublishAsync(IEnumerable<string> channels, string method, object?[] arguments)
    {
        byte[] bytes = protocol.GetMessageBytes(new InvocationMessage(method, arguments)).ToArray();
        return Task.WhenAll(channels.Select(channel => bus.PublishAsync(channel, bytes)));
    }

    private Task HearAsync(string channel, ConcurrentDictionary<string, HubConnectionContext> those) => bus.SubscribeAsync(channel, (RedisChannel name, RedisValue bytes) =>
    {
        var message = new SerializedHubMessage([new SerializedMessage(protocol.Name, (byte[])bytes!)]);
        foreach (var (_, connection) in those)
        {
            // A slow one is the transport's business, as in SignalR itself.
            _ = connection.WriteAsync(message).AsTask();
        }
    });
}
