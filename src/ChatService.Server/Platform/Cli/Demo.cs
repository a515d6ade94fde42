namespace ChatService.Server.Platform.Cli;

/// <summary>
/// The setting <c>Demo:Enabled</c>: the demo inbox, the page /demo, what the home page tells newcomers, and an API description without log-in. On where somebody tries the embedded
/// server; off where PostgreSQL is configured, for that is an installation that the world can reach.
/// </summary>
public static class Demo
{
    /// <summary>The setting's name.</summary>
    public const string Key = "Demo:Enabled";

    /// <summary>As set, else by the store.</summary>
    public static bool IsEnabled(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return bool.TryParse(configuration[Key], out var set) ? set : string.IsNullOrEmpty(configuration.GetConnectionString("Postgres"));
    }
}
