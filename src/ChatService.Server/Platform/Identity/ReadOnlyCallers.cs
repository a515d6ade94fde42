using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;

namespace ChatService.Server.Platform.Identity;

/// <summary>Marks a hub method that changes nothing: callers who may only read may call it, and no other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsAttribute : Attribute;

/// <summary>Refuses every request that could change something to callers who may only read. Hubs refuse by method (<see cref="ReadsAttribute"/>).</summary>
public sealed class ReadOnlyCallers(RequestDelegate next)
{
    /// <summary>What they are told.</summary>
    public static Refusal Refusal { get; } = new(ErrorCode.Forbidden, "This token may only read.");

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var method = context.Request.Method;
        var changes = !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));
        return changes && context.User.HasClaim(Claims.ReadOnly, "1") && !RequestTarget.IsHub(context) ? Refusal.ToProblem().ExecuteAsync(context) : next(context);
    }
}
