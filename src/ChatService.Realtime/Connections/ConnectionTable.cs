using System.Collections.Concurrent;

namespace ChatService.Realtime.Connections;

/// <summary>The connections of one hub on this node, by id, user and group.</summary>
internal sealed class ConnectionTable
{
    // So many ended lately are remembered: something that runs on after its connection's end must not go looking for it on other nodes.
    private const int Remembered = 8_192;

    private readonly ConcurrentDictionary<string, LocalConnection> byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> ended = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> endedInOrder = new();

    /// <summary>By user.</summary>
    public NameIndex Users { get; } = new();

    /// <summary>By group.</summary>
    public NameIndex Groups { get; } = new();

    /// <summary>All, a moving picture.</summary>
    public IEnumerable<LocalConnection> All => byId.Select(connection => connection.Value);

    public LocalConnection? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>It was here and has ended.</summary>
    public bool HasEnded(string id) => ended.ContainsKey(id);

    public void Add(LocalConnection connection)
    {
        byId[connection.Id] = connection;
        if (!string.IsNullOrEmpty(connection.UserId))
        {
            Users.Add(connection.UserId, connection);
        }
    }

    /// <summary>Null when it is not here.</summary>
    public LocalConnection? Remove(string id)
    {
        // Remembered before it is gone, so that nobody in between takes it for somebody else's.
        Remember(id);
        if (!byId.TryRemove(id, out var connection))
        {
            return null;
        }

        connection.LeaveAll(Groups);
        if (!string.IsNullOrEmpty(connection.UserId))
        {
            Users.Remove(connection.UserId, connection);
        }

        return connection;
    }

    private void Remember(string id)
    {
        if (ended.TryAdd(id, 0))
        {
            endedInOrder.Enqueue(id);
            if (ended.Count > Remembered && endedInOrder.TryDequeue(out var oldest))
            {
                ended.TryRemove(oldest, out _);
            }
        }
    }
}
