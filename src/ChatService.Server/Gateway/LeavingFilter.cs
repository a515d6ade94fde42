using ChatService.Server.Platform.Drain;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>
/// Sends a connection elsewhere that comes in while this node leaves. It passed the door before. SignalR closes the
/// connections that it knows when a host stops, and did not know this one yet: without this filter the host would wait
/// for it until its shutdown limit.
/// </summary>
public sealed class LeavingFilter(Drain drain) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return drain.IsUnderWay ? throw new RefusedException(Refusal.Unavailable) : next(context);
    }
}
