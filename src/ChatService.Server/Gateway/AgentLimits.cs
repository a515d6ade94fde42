using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Gateway;

/// <summary>How much one agent may call over its connections; far above what work needs. PROTOCOL.md §6. Each node counts for itself.</summary>
public sealed class AgentLimits(IOptions<LimitOptions> options, TimeProvider time) : IHubFilter
{
    private static readonly TimeSpan Per = TimeSpan.FromSeconds(10);

    private readonly KeyedLimiter calls = new(time, options.Value.AgentCallsPer10Seconds, Per);
    private readonly KeyedLimiter statuses = new(time, options.Value.AgentStatusesPer10Seconds, Per);

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        if (invocationContext.Hub is AgentHub && invocationContext.Context.User?.FindFirstValue(Claims.AgentId) is { } agent)
        {
            Take(calls, agent);
            if (invocationContext.HubMethodName == nameof(AgentHub.SetStatus))
            {
                Take(statuses, agent);
            }
        }

        return next(invocationContext);
    }

    private static void Take(KeyedLimiter limiter, string agent)
    {
        if (!limiter.TryTake(agent, out var retryAfter))
        {
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"Slow down. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} s.") { RetryAfter = retryAfter });
        }
    }
}
