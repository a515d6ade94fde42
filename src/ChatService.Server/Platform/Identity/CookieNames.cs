using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Names of our cookies. Browsers take a <c>__Host-</c> cookie only with Secure, from this very host and for every path, so a sibling host cannot set one over ours.
/// It needs https; on plain http (a first try on localhost) the bare name is used.
/// </summary>
public sealed class CookieNames(IOptions<IdentityOptions> options)
{
    private const string HostPrefix = "__Host-";

    private readonly bool secureOutside = options.Value.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Browsers reach us by https: by this request, or because the public address says so although a proxy does not pass the scheme on.</summary>
    public bool IsSecure(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return secureOutside || request.IsHttps;
    }

    /// <summary>The name in force for this request.</summary>
    public string Of(HttpRequest request, string name) => IsSecure(request) ? HostPrefix + name : name;

    /// <summary>Completes what a cookie must have to be taken.</summary>
    public CookieOptions Complete(HttpRequest request, CookieOptions cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        (cookie.Secure, cookie.Path, cookie.Domain) = (IsSecure(request), "/", null);
        return cookie;
    }
}
