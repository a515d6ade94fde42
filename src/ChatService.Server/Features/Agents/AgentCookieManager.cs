using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ChatService.Server.Features.Agents;

/// <summary>Reads and writes the console's cookie under the name that fits the request's scheme.</summary>
public sealed class AgentCookieManager(CookieNames names) : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    public string? GetRequestCookie(HttpContext context, string key)
    {
        ArgumentNullException.ThrowIfNull(context);
        return inner.GetRequestCookie(context, names.Of(context.Request, key));
    }

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        inner.AppendResponseCookie(context, names.Of(context.Request, key), value, names.Complete(context.Request, options));
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        inner.DeleteCookie(context, names.Of(context.Request, key), names.Complete(context.Request, options));
    }
}
