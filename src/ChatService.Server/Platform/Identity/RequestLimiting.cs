using System.Globalization;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Identity;

/// <summary>Refuses what is too much: 429 with <c>retryAfterSeconds</c> and Retry-After.</summary>
public sealed class RequestLimiting(RequestDelegate next, RequestLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (limits.TryTake(context, out var retryAfter))
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new Refusal(ErrorCode.RateLimited, "Too many requests. Slow down.") { RetryAfter = retryAfter }.ToProblem().ExecuteAsync(context);
    }
}
