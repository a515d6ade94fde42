using System.Globalization;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Platform.Admission;

/// <summary>
/// Stands before one side's hub. A WebSocket is held from its request to its end; a negotiation is asked for and holds nothing; later requests of a long-polling connection pass,
/// for that connection is in (<see cref="LongPollingCount"/>).
/// </summary>
internal sealed class Doorkeeper(RequestDelegate next, Admission admission, SocketsByAddress addresses, Side side)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HubRequests.SideOf(context) != side)
        {
            await next(context);
            return;
        }

        if (HubRequests.IsWebSocket(request))
        {
            await HoldAsync(context, announced: HubRequests.HasId(request));
            return;
        }

        if (HubRequests.IsNegotiation(request) && admission.Knock(side) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        await next(context);
    }

    private async Task HoldAsync(HttpContext context, bool announced)
    {
        var address = side == Side.Visitor ? ClientAddress.OfClient(context) : null;
        if (!addresses.TryEnter(address))
        {
            await RefuseAsync(context, admission.TurnAway(side, AdmissionRefusal.Address));
            return;
        }

        try
        {
            if (admission.Enter(side, announced) is { } refusal)
            {
                await RefuseAsync(context, refusal);
                return;
            }

            try
            {
                await next(context);
            }
            finally
            {
                admission.Leave(side);
            }
        }
        finally
        {
            addresses.Leave(address);
        }
    }

    private static Task RefuseAsync(HttpContext context, AdmissionRefusal refusal)
    {
        context.Response.Headers.RetryAfter = refusal.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var text = refusal.Reason switch
        {
            AdmissionRefusal.Full => "This node is full. Try another one, or again later.",
            AdmissionRefusal.Address => "Too many connections come from this address. Try again later.",
            _ => "Too many are connecting at once. Try again later.",
        };
        return new Refusal(ErrorCode.Unavailable, text) { RetryAfter = TimeSpan.FromSeconds(refusal.RetryAfterSeconds) }.ToProblem().ExecuteAsync(context);
    }
}
