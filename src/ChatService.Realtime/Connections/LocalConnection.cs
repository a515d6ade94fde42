using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Connections;

/// <summary>A connection of this node: its queue and the groups that it is in.</summary>
internal sealed class LocalConnection(HubConnectionContext context, OutboundQueue queue)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> groups = new(StringComparer.Ordinal);
    private bool left;

    public string Id => context.ConnectionId;

    public string? UserId => context.UserIdentifier;

    public HubConnectionContext Context => context;

    public OutboundQueue Queue => queue;

    /// <summary>Does nothing once the connection has left: a join that races with the end leaves nothing behind.</summary>
    public void Join(string group, NameIndex index)
    {
        lock (gate)
        {
            if (!left && groups.Add(group))
            {
                index.Add(group, this);
            }
        }
    }

    public void Leave(string group, NameIndex index)
    {
        lock (gate)
        {
            if (groups.Remove(group))
            {
                index.Remove(group, this);
            }
        }
    }

    /// <summary>Leaves every group, for good.</summary>
    public void LeaveAll(NameIndex index)
    {
        lock (gate)
        {
            left = true;
            foreach (var group in groups)
            {
                index.Remove(group, this);
            }

            groups.Clear();
        }
    }
}
