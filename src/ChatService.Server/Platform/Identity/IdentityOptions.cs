namespace ChatService.Server.Platform.Identity;

/// <summary>Settings of the door. Bound from the root of the configuration.</summary>
public sealed class IdentityOptions
{
    /// <summary>How browsers reach this server when that differs from what the server sees, e.g. behind a proxy that is not in <c>Proxy:Known</c>. Setting: <c>PublicUrl</c>.</summary>
    public Uri? PublicUrl { get; set; }
}
