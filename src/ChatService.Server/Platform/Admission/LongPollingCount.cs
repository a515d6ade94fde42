using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Platform.Admission;

/// <summary>Counts connections by long polling, which are many requests and none of them long: from the handshake until they are aborted, which every connection is at its end.</summary>
internal sealed class LongPollingCount(Admission admission, SocketsByAddress addresses) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Context.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.LongPolling
            && context.Context.GetHttpContext() is { } http && HubRequests.SideOf(http) is { } side)
        {
            admission.Note(side);
            var address = side == Side.Visitor ? ClientAddress.OfClient(http) : null;
            var counted = addresses.TryEnter(address);
            context.Context.ConnectionAborted.Register(() =>
            {
                admission.Leave(side);
                if (counted)
                {
                    addresses.Leave(address);
                }
            });
            if (!counted)
            {
                throw new RefusedException(new Refusal(ErrorCode.RateLimited, "Too many connections come from this address."));
            }
        }

        return next(context);
    }
}
