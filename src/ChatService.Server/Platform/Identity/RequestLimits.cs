using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using ChatService.Server.Platform.Http;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>Names of the limits of HTTP requests, for <see cref="RequestLimitExtensions.RequireLimit{T}"/>.</summary>
public static class Limits
{
    /// <summary>Log-ins per address.</summary>
    public const string LogIn = "log-in";

    /// <summary>Visitors' sessions per address.</summary>
    public const string WidgetSession = "widget-session";
}

/// <summary>How much is too much. Settings: <c>Limits:…</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Log-ins per minute and address: a person mistypes a few times; a guesser needs thousands.</summary>
    public int LoginPerMinute { get; set; } = 10;

    /// <summary>Visitors' sessions per minute and address: an office behind one address opens some, a flood hundreds.</summary>
    public int WidgetSessionPerMinute { get; set; } = 30;

    /// <summary>API requests per minute and agent: ten a second is more than any console needs.</summary>
    public int AgentPerMinute { get; set; } = 600;

    /// <summary>Messages per ten seconds and visitor: fast typists send one in two seconds, an outbox that was offline a handful at once.</summary>
    public int VisitorMessagesPer10Seconds { get; set; } = 10;

    /// <summary>Typing signals per second and sender that are passed on, which is what a reader can follow; more are dropped without a word.</summary>
    public int TypingPerSecond { get; set; } = 2;

    /// <summary>Conversations started per hour and visitor.</summary>
    public int VisitorConversationsPerHour { get; set; } = 10;
}

/// <summary>Endpoint metadata: the name of the limit that counts here.</summary>
public sealed record RequestLimit(string Name);

/// <summary>Puts limits on endpoints.</summary>
public static class RequestLimitExtensions
{
    /// <summary>Refuses with rate_limited beyond the limit of this name (<see cref="Limits"/>).</summary>
    public static T RequireLimit<T>(this T endpoint, string name)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestLimit(name));
}

/// <summary>Counts requests: by address where nobody is known yet, by agent elsewhere.</summary>
public sealed class RequestLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, KeyedLimiter> byAddress;
    private readonly KeyedLimiter byAgent;

    public RequestLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        byAddress = new()
        {
            [Limits.LogIn] = new KeyedLimiter(time, options.Value.LoginPerMinute, Minute),
            [Limits.WidgetSession] = new KeyedLimiter(time, options.Value.WidgetSessionPerMinute, Minute),
        };
        byAgent = new KeyedLimiter(time, options.Value.AgentPerMinute, Minute);
    }

    /// <summary>False with the time to wait.</summary>
    public bool TryTake(HttpContext context, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(context);
        retryAfter = TimeSpan.Zero;
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequestLimit>() is { } limit && !byAddress[limit.Name].TryTake(AddressOf(context), out retryAfter))
        {
            return false;
        }

        return !RequestTarget.IsApi(context)
            || context.User.FindFirstValue(Claims.AgentId) is not { } agent
            || byAgent.TryTake(agent, out retryAfter);
    }

    /// <summary>Whom an address stands for: one customer of an IPv6 provider has a whole /64.</summary>
    public static string AddressOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
