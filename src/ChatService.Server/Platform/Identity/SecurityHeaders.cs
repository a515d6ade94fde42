using ChatService.Server.Platform.Http;

namespace ChatService.Server.Platform.Identity;

/// <summary>What browsers are told about our answers. Our own pages run our own scripts only and are framed by nobody; everything else may do nothing at all.</summary>
public sealed class SecurityHeaders(RequestDelegate next, CookieNames names)
{
    // Inline styles: components set widths and colours; inline script: never. Images and sockets: our own only, or injected markup could carry data elsewhere.
    // 'self' includes wss: of the same host in every browser that we support.
    private const string Page =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    // What our pages never use. Sound and the clipboard are used, and voice will be: the microphone is for us alone.
    private const string Permissions =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(self), midi=(), payment=(), serial=(), usb=()";

    // A year. Without includeSubDomains: our host's siblings are none of our business.
    private const string OnlySecure = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // At the last moment: an error handler clears what was set before it.
        context.Response.OnStarting(() => Apply(context));
        return next(context);
    }

    private Task Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        var page = RequestTarget.IsPage(context);
        headers.ContentSecurityPolicy = page ? Page : Nothing;
        if (page)
        {
            headers["Permissions-Policy"] = Permissions;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        if (names.IsSecure(context.Request))
        {
            headers.StrictTransportSecurity = OnlySecure;
        }

        if (RequestTarget.IsApi(context))
        {
            // Answers are somebody's: no cache on the way keeps them.
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
