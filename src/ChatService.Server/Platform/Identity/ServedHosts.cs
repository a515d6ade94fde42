using ChatService.Contracts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Identity;

/// <summary>Endpoint metadata: asked by machines under whatever name or number they know (health checks, scrapers).</summary>
public sealed class ServesAnyHost;

/// <summary>
/// Host names under which this server answers: the setting <c>AllowedHosts</c>, else the host of <c>PublicUrl</c>, else every one. This machine's own names always work. A request for
/// another name is refused, so nothing that is made of the Host header (addresses in snippets, the Origin check) can be led elsewhere.
/// </summary>
public sealed class ServedHosts
{
    /// <summary>The setting: names separated by ;, <c>*.example.com</c> for all below one, <c>*</c> for every one.</summary>
    public const string Key = "AllowedHosts";

    private const string Any = "*";

    private static readonly string[] Own = ["localhost", "127.0.0.1", "[::1]"];

    private readonly string[] names;

    public ServedHosts(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        names = configuration[Key] is { Length: > 0 } set ? Split(set)
            : Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) ? [url.IdnHost] : [Any];
    }

    /// <summary>Every name is served.</summary>
    public bool ServesAll => names.Contains(Any);

    /// <summary>For the framework's check of X-Forwarded-Host; empty: every one.</summary>
    public IList<string> Names => ServesAll ? [] : [.. names, .. Own];

    /// <summary>What is wrong with the setting, or null.</summary>
    public static string? Complaint(string value) =>
        Split(value) is { Length: > 0 } hosts && hosts.All(host => !host.Contains('/', StringComparison.Ordinal)) ? null : "must be host names separated by ;";

    /// <summary>True when the request may go on.</summary>
    public bool Serves(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var host = context.Request.Host.Host;
        return ServesAll || context.GetEndpoint()?.Metadata.GetMetadata<ServesAnyHost>() is not null || Names.Any(name => Matches(name, host));
    }

    /// <summary>The answer to another name.</summary>
    public static Task RefuseAsync(HttpContext context) =>
        new Refusal(ErrorCode.InvalidArgument, "This server does not answer under this host name.").ToProblem().ExecuteAsync(context);

    private static bool Matches(string name, string host) => name.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(name, host, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string value) => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
