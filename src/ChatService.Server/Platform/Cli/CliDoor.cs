using ChatService.Server.Platform.Storage.Copy;

namespace ChatService.Server.Platform.Cli;

/// <summary>The door of start-up and the command line.</summary>
public static class CliDoor
{
    /// <summary>Registers the start-up and the commands that belong to no feature.</summary>
    public static IServiceCollection AddCli(this IServiceCollection services) =>
        services.AddSingleton<StartUp>().AddSingleton<ICliCommand, SeedDemoCommand>().AddSingleton<ICliCommand, CopyToPostgres>();

    /// <summary><see cref="Settings.DefaultUrl"/> when nobody said where to listen.</summary>
    public static WebApplicationBuilder ListenByDefault(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = builder.Configuration;
        string[] ways = ["urls", "http_ports", "https_ports"];
        if (!ways.Any(way => settings[way] is { Length: > 0 }) && !settings.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseSetting("urls", Settings.DefaultUrl);
        }

        return builder;
    }
}
