using ChatService.Server.Platform.Http;

namespace ChatService.Server.Platform.Identity;

/// <summary>What browsers are told about our answers. Our own pages run our own scripts only and are framed by nobody; everything else may do nothing at all.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    // Inline styles: components set widths and colours; inline script: never. Images: contacts' avatars and pictures stand anywhere on https.
    private const string Page =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; media-src 'self' blob:; font-src 'self' data:; "
        + "connect-src 'self' ws: wss:; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // At the last moment: an error handler clears what was set before it.
        context.Response.OnStarting(static state => Apply((HttpContext)state), context);
        return next(context);
    }

    private static Task Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy = RequestTarget.IsPage(context) ? Page : Nothing;
        if (RequestTarget.IsApi(context))
        {
            // Answers are somebody's: no cache on the way keeps them.
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
