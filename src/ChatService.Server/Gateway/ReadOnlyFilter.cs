using System.Collections.Concurrent;
using System.Reflection;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>Callers who may only read call nothing but what is marked with <see cref="ReadsAttribute"/>; a method that is not marked counts as one that changes something.</summary>
public sealed class ReadOnlyFilter : IHubFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, bool> Reads = new();

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        var mayOnlyRead = invocationContext.Context.User?.HasClaim(Claims.ReadOnly, "1") == true;
        return mayOnlyRead && !Reads.GetOrAdd(invocationContext.HubMethod, method => method.GetCustomAttribute<ReadsAttribute>() is not null)
            ? throw new RefusedException(ReadOnlyCallers.Refusal)
            : next(invocationContext);
    }
}
