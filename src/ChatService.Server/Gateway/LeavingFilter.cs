using ChatService.Server.Platform.Drain;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>
/// A connection that comes in while this node leaves is sent elsewhere. It passed the door before, and SignalR, which closes the connections that it knows when a host stops,
/// did not know it yet: nobody else would end it, and the host would wait for it as long as it may.
/// </summary>
public sealed class LeavingFilter(Drain drain) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return drain.IsUnderWay ? throw new RefusedException(Refusal.Unavailable) : next(context);
    }
}
