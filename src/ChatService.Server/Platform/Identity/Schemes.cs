namespace ChatService.Server.Platform.Identity;

/// <summary>Names of the authentication schemes of agents.</summary>
public static class Schemes
{
    /// <summary>The default: an API token when one is shown, the cookie otherwise.</summary>
    public const string Agent = "agent";

    /// <summary>The console's log-in.</summary>
    public const string Cookie = "agent-cookie";

    /// <summary>An API token.</summary>
    public const string Token = "agent-token";
}
