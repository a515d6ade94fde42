using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Platform.Http;

/// <summary>
/// What a request is for, as routing understood it. Guards ask here and never compare the path themselves: routing ignores case, trailing slashes and percent-encoding,
/// and a guard that reads the path in another way than routing does can be walked round by another spelling.
/// </summary>
public static class RequestTarget
{
    /// <summary>A hub: its connection or the negotiation before it.</summary>
    public static bool IsHub(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;
    }

    /// <summary>
    /// A call of the API. Where routing found no endpoint (an unknown call, a wrong method, after an exception) the path decides about the form of the answer, with routing's comparison.
    /// </summary>
    public static bool IsApi(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetEndpoint() is RouteEndpoint endpoint ? IsUnder(new PathString("/" + endpoint.RoutePattern.RawText?.TrimStart('/')), "/api") : IsUnder(context.Request.Path, "/api");
    }

    /// <summary>A page of ours that runs scripts: the home page, the demo, the console.</summary>
    public static bool IsPage(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.Request.Path;
        return path == "/" || IsUnder(path, "/demo") || IsUnder(path, "/console");
    }

    // Ignores case, as routing does.
    private static bool IsUnder(PathString path, string prefix) => path.StartsWithSegments(prefix);
}
