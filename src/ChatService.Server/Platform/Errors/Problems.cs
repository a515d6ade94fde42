using ChatService.Contracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Errors;

/// <summary>Refusals as RFC 9457 problem details with <c>code</c>.</summary>
public static class Problems
{
    /// <summary>200 with the value, or the refusal's problem.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome) => outcome.IsOk ? TypedResults.Ok(outcome.OrThrow()) : outcome.Refusal.ToProblem();

    /// <summary>The problem of one refusal; <paramref name="status"/> replaces the code's own.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal, int? status = null)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var details = new ProblemDetails
        {
            Status = status ?? refusal.Code.Status(),
            Title = refusal.Text,
            Extensions = { ["code"] = refusal.Code.Name() },
        };
        if (refusal.Errors is { } errors)
        {
            // Two members of one shape: texts for who only shows them, codes in the same order for who words them.
            details.Extensions["errors"] = errors.ToDictionary(e => e.Key, e => e.Value.Select(c => c.Text).ToArray());
            details.Extensions["errorCodes"] = errors.ToDictionary(e => e.Key, e => e.Value.Select(c => c.Code.Name()).ToArray());
        }

        if (refusal.RetryAfter is { } wait)
        {
            // Rounded up: who comes back at that second is let in.
            details.Extensions["retryAfterSeconds"] = (int)Math.Ceiling(wait.TotalSeconds);
        }

        return TypedResults.Problem(details);
    }
}

/// <summary>Refusals and bad bodies that were thrown; anything else stays a 500 without detail.</summary>
public sealed class RefusalExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            RefusedException refused => refused.Refusal,
            BadHttpRequestException { StatusCode: 413 } => new Refusal(ErrorCode.TooLarge, "The request is too large."),
            BadHttpRequestException => Refusal.Invalid("The request could not be read."),
            DbUpdateConcurrencyException => new Refusal(ErrorCode.Conflict, "Somebody else was first. Read it again."),
            _ => null,
        };
        if (refusal is null)
        {
            return false;
        }

        await refusal.ToProblem().ExecuteAsync(httpContext);
        return true;
    }
}
