using System.Collections.Concurrent;

namespace ChatService.Realtime;

/// <summary>A live connection of this node: whose it is, by which log-in, and how to end it.</summary>
/// <param name="ConnectionId">SignalR's id.</param>
/// <param name="OwnerId">The agent or contact.</param>
/// <param name="SessionId">The log-in it came by; null for API tokens and visitors.</param>
/// <param name="Abort">Ends it at once.</param>
public sealed record LiveConnection(string ConnectionId, Guid OwnerId, Guid? SessionId, Action Abort);

/// <summary>Who is connected to this node. Knows no feature: an owner is just an id.</summary>
public sealed class ConnectionDirectory
{
    // An owner has a few at most: an array that is replaced costs a fraction of a dictionary, and there are as many owners as visitors.
    private readonly ConcurrentDictionary<Guid, LiveConnection[]> byOwner = new();
    private readonly Lock change = new();

    /// <summary>Connections on this node.</summary>
    public int Count => byOwner.Sum(owner => owner.Value.Length);

    /// <summary>Adds one; true when it is the owner's first on this node. Null when the owner has <paramref name="limit"/> already.</summary>
    public bool? TryAdd(LiveConnection connection, int limit)
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (change)
        {
            var own = byOwner.GetValueOrDefault(connection.OwnerId, []);
            if (own.Length >= limit)
            {
                return null;
            }

            byOwner[connection.OwnerId] = [.. own.Where(other => other.ConnectionId != connection.ConnectionId), connection];
            return own.Length == 0;
        }
    }

    /// <summary>Removes one; true when it was the owner's last on this node.</summary>
    public bool Remove(Guid ownerId, string connectionId)
    {
        lock (change)
        {
            if (!byOwner.TryGetValue(ownerId, out var own) || !Array.Exists(own, one => one.ConnectionId == connectionId))
            {
                return false;
            }

            if (own.Length > 1)
            {
                byOwner[ownerId] = [.. own.Where(other => other.ConnectionId != connectionId)];
                return false;
            }

            byOwner.TryRemove(ownerId, out _);
            return true;
        }
    }

    /// <summary>Connections of an owner, a snapshot.</summary>
    public IReadOnlyList<LiveConnection> Of(Guid ownerId) => byOwner.GetValueOrDefault(ownerId, []);

    /// <summary>All connections, a snapshot.</summary>
    public IReadOnlyList<LiveConnection> All => [.. byOwner.Values.SelectMany(own => own)];

    /// <summary>Owners connected to this node, a snapshot.</summary>
    public IReadOnlyList<Guid> Owners => [.. byOwner.Keys];
}
