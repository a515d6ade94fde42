using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Baselines.OfficialScheme;

/// <summary>
/// The members of each group (or the connections of each user) on this node. The first member of a name subscribes and the last one unsubscribes, one after the other for all names, as a
/// member that comes while the last one goes must find a subscription.
/// </summary>
public sealed class Subscriptions(Func<string, ConcurrentDictionary<string, HubConnectionContext>, Task> subscribe, Func<string, Task> unsubscribe) : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, HubConnectionContext>> members = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Completes when messages to the name reach the connection.</summary>
    public async Task AddAsync(string name, HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await gate.WaitAsync();
        try
        {
            var those = members.GetOrAdd(name, _ => new ConcurrentDictionary<string, HubConnectionContext>(StringComparer.Ordinal));
            those[connection.ConnectionId] = connection;
            if (those.Count == 1)
            {
                await subscribe(name, those);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>It hears the name no more.</summary>
    public async Task RemoveAsync(string name, HubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await gate.WaitAsync();
        try
        {
            if (members.TryGetValue(name, out var those) && those.TryRemove(connection.ConnectionId, out _) && those.IsEmpty)
            {
                members.TryRemove(name, out _);
                await unsubscribe(name);
            }
        }
        finally
        {
            gate.Release();
        }
    }
}
