using Microsoft.Extensions.Primitives;

namespace ChatService.Server.Platform.Identity;

/// <summary>Where a browser says that a request comes from.</summary>
public static class RequestOrigin
{
    /// <summary>
    /// True when it may use a cookie. Browsers set Sec-Fetch-Site (on secure pages) and Origin themselves; no script can forge them.
    /// Without either the caller is no browser, and whether that is good enough is the caller's word: <paramref name="mustBeKnown"/>.
    /// </summary>
    public static bool IsOurs(HttpRequest request, Uri? publicUrl, bool mustBeKnown)
    {
        ArgumentNullException.ThrowIfNull(request);
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"];
        if (origin.Count > 1 || site.Count > 1)
        {
            return false;
        }

        if (!StringValues.IsNullOrEmpty(site))
        {
            return site[0] switch
            {
                "same-origin" => true,
                "none" => !mustBeKnown && StringValues.IsNullOrEmpty(origin),
                // A sibling of our site is another website unless its Origin is exactly ours.
                "same-site" => Matches(origin, request, publicUrl),
                _ => false,
            };
        }

        return StringValues.IsNullOrEmpty(origin) ? !mustBeKnown : Matches(origin, request, publicUrl);
    }

    private static bool Matches(StringValues origin, HttpRequest request, Uri? publicUrl) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (Same(from, new Uri($"{request.Scheme}://{request.Host.Value}")) || (publicUrl is not null && Same(from, publicUrl)));

    private static bool Same(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
