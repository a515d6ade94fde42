using ChatService.Realtime.Connections;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime;

/// <summary>The connections of a hub on this node alone: for what the other nodes send to theirs by themselves.</summary>
public interface ILocalAudience<THub>
    where THub : Hub
{
    /// <summary>Sends to the members of the groups that are connected here, each once. True when somebody was.</summary>
    bool Send(IReadOnlyList<string> groups, string method, object message);

    /// <summary>Sends to everybody who is connected here.</summary>
    void SendAll(string method, object message);

    /// <summary>Somebody here is in one of the groups.</summary>
    bool Any(IReadOnlyList<string> groups);
}

internal sealed class LocalAudience<THub>(HubLifetimeManager<THub> manager) : ILocalAudience<THub>
    where THub : Hub
{
    private readonly ChatHubLifetimeManager<THub> own = (ChatHubLifetimeManager<THub>)manager;

    public bool Send(IReadOnlyList<string> groups, string method, object message) => own.SendLocal(groups, method, [message]);

    public void SendAll(string method, object message) => own.SendLocalAll(method, [message]);

    public bool Any(IReadOnlyList<string> groups) => own.Table.Groups.Of(groups).Any();
}
