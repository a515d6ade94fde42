using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ChatService.Server.Platform.Identity;

/// <summary>The setting <c>Proxy:Known</c>: addresses and networks (<c>10.0.0.0/8</c>) whose X-Forwarded headers are believed. Nobody else's are.</summary>
public static class KnownProxies
{
    /// <summary>The entries: comma-separated, or as a list (<c>Proxy:Known:0</c>).</summary>
    public static IReadOnlyList<string> Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Proxy:Known");
        return [.. section.GetChildren().Select(c => c.Value ?? string.Empty).Prepend(section.Value ?? string.Empty)
            .SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    /// <summary>False when an entry is neither an address nor a network.</summary>
    public static bool IsValid(string entry) => IPAddress.TryParse(entry, out _) || System.Net.IPNetwork.TryParse(entry, out _);

    /// <summary>Believes the known ones, however many stand in a row, and nobody when there are none.</summary>
    public static void Apply(ForwardedHeadersOptions options, IConfiguration configuration, ServedHosts hosts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(hosts);
        // The framework's default believes loopback, where any local process could pretend to be a proxy.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var known = Read(configuration);
        options.ForwardedHeaders = known.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = null;
        options.AllowedHosts = hosts.Names;
        foreach (var entry in known)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }
}
