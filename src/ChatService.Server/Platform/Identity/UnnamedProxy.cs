using System.Net;
using System.Net.Sockets;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Notices a load balancer that is missing in <c>Proxy:Known</c>: it sends X-Forwarded-For, which is not believed, so all its clients share one limit.
/// Only peers in private networks count: from a public address the header is more likely a client's forgery than a balancer.
/// </summary>
public sealed partial class UnnamedProxy(TimeProvider time, ILogger<UnnamedProxy> logger)
{
    // Long enough for a person to see it in /health/ready, short enough to vanish after the setting was corrected.
    private static readonly TimeSpan ShownFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LogEvery = TimeSpan.FromHours(1);

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    private long seenAt = DateTimeOffset.MinValue.UtcTicks;
    private long loggedAt = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>One was seen in the last ten minutes.</summary>
    public bool WasSeen => time.GetUtcNow().UtcTicks - Interlocked.Read(ref seenAt) < ShownFor.Ticks;

    /// <summary>Looks at what the forwarded-headers middleware left: a header that is still there came from a peer that is not known.</summary>
    public void Look(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Request.Headers["X-Forwarded-For"].Count == 0 || context.Connection.RemoteIpAddress is not { } peer || !IsPrivate(peer))
        {
            return;
        }

        var now = time.GetUtcNow().UtcTicks;
        Interlocked.Exchange(ref seenAt, now);
        var last = Interlocked.Read(ref loggedAt);
        if (now - last >= LogEvery.Ticks && Interlocked.CompareExchange(ref loggedAt, now, last) == last)
        {
            NotKnown(peer);
        }
    }

    private static bool IsPrivate(IPAddress peer)
    {
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && Private.Any(network => network.Contains(address));
    }

    [LoggerMessage(1501, LogLevel.Warning,
        "X-Forwarded-For arrived from {Peer}, which is not in Proxy__Known. If that is your load balancer, all its clients share one limit; name it in Proxy__Known")]
    private partial void NotKnown(IPAddress peer);
}
