using System.Security.Claims;
using ChatService.Server.Platform.Http;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>Names of the limits of HTTP requests, for <see cref="RequestLimitExtensions.RequireLimit{T}"/>.</summary>
public static class Limits
{
    /// <summary>Log-ins per address.</summary>
    public const string LogIn = "log-in";

    /// <summary>Links of invitations and resets that are looked at or used, per address.</summary>
    public const string AccountLink = "account-link";

    /// <summary>Visitors' sessions per address.</summary>
    public const string WidgetSession = "widget-session";
}

/// <summary>How much is too much. Settings: <c>Limits:…</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Log-ins per minute and address: a person mistypes a few times; a guesser needs thousands.</summary>
    public int LoginPerMinute { get; set; } = 10;

    /// <summary>
    /// Invitations and resets that are looked at or used, per minute and address: a team that is invited at once sits behind one address. It is not the limit of the log-ins, which would
    /// lock that team out; nobody guesses a link's 256 bits.
    /// </summary>
    public int AccountLinksPerMinute { get; set; } = 60;

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

    /// <summary>
    /// Calls per ten seconds and visitor that write something, messages among them. A widget sends at most <see cref="VisitorMessagesPer10Seconds"/> messages and marks as many of the agent's as
    /// read; the rest is room for what a person clicks.
    /// </summary>
    public int VisitorWritesPer10Seconds { get; set; } = 60;

    /// <summary>
    /// Lines per ten seconds and visitor that are read again (<c>Resume</c>; a call costs one line more than it brings). A page is 200 lines, so a long history of 4 000 opens at once and
    /// goes on at two pages a second.
    /// </summary>
    public int VisitorLinesPer10Seconds { get; set; } = 4_000;

    /// <summary>Ratings per hour and visitor: a person changes its mind a few times; each is a line and an event.</summary>
    public int VisitorRatingsPerHour { get; set; } = 10;

    /// <summary>
    /// Writing calls per ten seconds and address, all its visitors together. Behind one address (an office, a mobile provider) 200 people who all chat at once write about 60 in a second.
    /// </summary>
    public int AddressWritesPer10Seconds { get; set; } = 600;

    /// <summary>Lines per ten seconds and address that are read again: an office of 50 whose network comes back reads 200 each, with as much to spare.</summary>
    public int AddressLinesPer10Seconds { get; set; } = 20_000;

    /// <summary>
    /// Conversations begun per quarter of an hour and address; as many may be begun at once. It bounds what share of a queue one address can be: 30, and two more a minute.
    /// An internal help desk whose whole company comes from one address needs more.
    /// </summary>
    public int AddressConversationsPer15Minutes { get; set; } = 30;

    /// <summary>
    /// Conversations of one address that may wait in one inbox at once: as many as may be begun at once. With the limit above alone an address whose conversations nobody answers would
    /// gain two places a minute for as long as it likes.
    /// </summary>
    public int AddressWaitingPerInbox { get; set; } = 30;

    /// <summary>Hub calls per ten seconds and agent, over all its connections: 60 a second, which no person and no console comes near.</summary>
    public int AgentCallsPer10Seconds { get; set; } = 600;

    /// <summary>Changes of status per ten seconds and agent: each is told to everybody.</summary>
    public int AgentStatusesPer10Seconds { get; set; } = 20;
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

    private readonly Dictionary<string, AddressLimiter> byAddress;
    private readonly KeyedLimiter byAgent;

    public RequestLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        byAddress = new()
        {
            [Limits.LogIn] = new AddressLimiter(time, options.Value.LoginPerMinute, Minute),
            [Limits.AccountLink] = new AddressLimiter(time, options.Value.AccountLinksPerMinute, Minute),
            [Limits.WidgetSession] = new AddressLimiter(time, options.Value.WidgetSessionPerMinute, Minute),
        };
        byAgent = new KeyedLimiter(time, options.Value.AgentPerMinute, Minute);
    }

    /// <summary>False with the time to wait.</summary>
    public bool TryTake(HttpContext context, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(context);
        retryAfter = TimeSpan.Zero;
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequestLimit>() is { } limit && !byAddress[limit.Name].TryTake(ClientAddress.Of(context), out retryAfter))
        {
            return false;
        }

        return !RequestTarget.IsApi(context)
            || context.User.FindFirstValue(Claims.AgentId) is not { } agent
            || byAgent.TryTake(agent, out retryAfter);
    }
}
