using System.Net;
using System.Net.Sockets;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Whom an address stands for when calls are counted. An IPv4 address is a household, an office or a provider's gateway; one customer of an IPv6 provider has a whole /64, and a network of
/// its own a /48 with 65 536 of them, so both are counted.
/// </summary>
/// <param name="Narrow">The address, or the /64.</param>
/// <param name="Wide">The /48; null for IPv4.</param>
public sealed record ClientAddress(string Narrow, string? Wide)
{
    /// <summary>How many /64 of one /48 may do as much as one alone: a company with a few floors, not a machine that takes a new address for each call.</summary>
    public const int WideFactor = 4;

    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"];

    /// <summary>Always one, for limits that hold whoever it is.</summary>
    public static ClientAddress Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Of(context.Connection.RemoteIpAddress ?? IPAddress.None);
    }

    /// <summary>From an address.</summary>
    public static ClientAddress Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return new ClientAddress(address.ToString(), null);
        }

        var bytes = address.GetAddressBytes();
        return new ClientAddress(Convert.ToHexString(bytes.AsSpan(0, 8)), Convert.ToHexString(bytes.AsSpan(0, 6)) + "/48");
    }

    /// <summary>
    /// The client's own, or null when it is a proxy's: a proxy that is not in <c>Proxy:Known</c> stands on this machine or in its network and says so in a header. All customers would share its
    /// one address. A header from a public address is a client's, and changes nothing.
    /// </summary>
    public static ClientAddress? OfClient(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Connection.RemoteIpAddress is not { } address || (IsNear(address) && ProxyHeaders.Any(context.Request.Headers.ContainsKey)) ? null : Of(address);
    }

    private static bool IsNear(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
        {
            return true;
        }

        return address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is var b
            && (b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 100 && b[1] is >= 64 and < 128) || (b[0] == 169 && b[1] == 254));
    }
}
