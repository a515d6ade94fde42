using System.Globalization;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Admission;

/// <summary>
/// Stands before one side's hub. A WebSocket is held from its request to its end; a negotiation is asked for and holds nothing; later requests of a long-polling connection pass,
/// for that connection is in (<see cref="LongPollingCount"/>).
/// </summary>
internal sealed class Doorkeeper(RequestDelegate next, Admission admission, Side side)
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

    private static Task RefuseAsync(HttpContext context, AdmissionRefusal refusal)
    {
        context.Response.Headers.RetryAfter = refusal.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var text = refusal.Reason == AdmissionRefusal.Full ? "This node is full. Try another one, or again later." : "Too many are connecting at once. Try again later.";
        return new Refusal(ErrorCode.Unavailable, text) { RetryAfter = TimeSpan.FromSeconds(refusal.RetryAfterSeconds) }.ToProblem().ExecuteAsync(context);
    }
}
