using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Forgets the token of an address once it has been checked: a socket keeps its request for as long as it is open, three copies of the token in it, and nobody needs them again.
/// </summary>
public sealed class ForgetsQueryToken(RequestDelegate next)
{
    private const string Token = "access_token";

    /// <summary>After the checks, before whoever answers.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Request.Query.ContainsKey(Token))
        {
            context.Request.QueryString = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != Token)).ToQueryString();
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = context.Request.Path;
        }

        return next(context);
    }
}
