using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Platform.Admission;

/// <summary>Counts connections by long polling, which are many requests and none of them long: from the handshake until they are aborted, which every connection is at its end.</summary>
internal sealed class LongPollingCount(Admission admission) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Context.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.LongPolling
            && context.Context.GetHttpContext() is { } http && HubRequests.SideOf(http) is { } side)
        {
            admission.Note(side);
            context.Context.ConnectionAborted.Register(() => admission.Leave(side));
        }

        return next(context);
    }
}
