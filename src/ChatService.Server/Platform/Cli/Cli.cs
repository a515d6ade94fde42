using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Connections;

namespace ChatService.Server.Platform.Cli;

/// <summary>
/// The command line: <c>run</c> (default), <c>check-config</c>, <c>print-config</c>, <c>migrate</c> and the commands of features.
/// Exit codes: 0 done, 1 failed, 2 wrong settings or usage.
/// </summary>
public sealed class Cli(Func<string[], WebApplication> build, CliOutput output)
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Wrong = 2;

    /// <summary>Runs what the arguments ask for. <paramref name="build"/> makes the application from the arguments that are settings.</summary>
    public static Task<int> RunAsync(string[] args, Func<string[], WebApplication> build) => new Cli(build, new CliOutput(Console.Out, Console.Error)).RunAsync(args, CancellationToken.None);

    /// <summary>As above, writing to the given output.</summary>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var named = args is [{ Length: > 0 } first, ..] && first[0] != '-';
        var (command, rest) = named ? (args[0], args[1..]) : ("run", args);
        if (command is "help" || args is ["--help" or "-h"])
        {
            await using var described = build([]);
            Describe(described, output.Out);
            return Done;
        }

        await using var app = build(command is "run" or "check-config" or "print-config" or "migrate" ? rest : []);
        if (command == "print-config")
        {
            foreach (var line in SettingsCheck.Print(app.Configuration))
            {
                output.Out.WriteLine(line);
            }

            return Done;
        }

        if (SettingsCheck.Complaints(app.Configuration, app.Services) is { Count: > 0 } complaints)
        {
            output.Error.WriteLine("These settings stop the start:");
            complaints.ToList().ForEach(c => output.Error.WriteLine($"  - {c}"));
            return Wrong;
        }

        try
        {
            return command switch
            {
                "run" => await ServeAsync(app, cancellationToken),
                "check-config" => CheckConfig(app),
                "migrate" => await MigrateAsync(app, cancellationToken),
                _ => await CommandAsync(app, command, rest, cancellationToken),
            };
        }
        catch (StoreUnreachableException unreachable)
        {
            output.Error.WriteLine(unreachable.Message);
            return Failed;
        }
    }

    private int CheckConfig(WebApplication app)
    {
        foreach (var warning in SettingsCheck.Warnings(app.Configuration))
        {
            output.Out.WriteLine($"Warning: {warning}");
        }

        return Say("The settings are good.");
    }

    private async Task<int> ServeAsync(WebApplication app, CancellationToken cancellationToken)
    {
        CliLog.Warn(app.Logger, SettingsCheck.Warnings(app.Configuration));
        await app.Services.GetRequiredService<StartUp>().PrepareAsync(cancellationToken);
        try
        {
            await app.RunAsync(cancellationToken);
            return Done;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            output.Error.WriteLine($"{exception.Message} Give another address with ASPNETCORE_URLS.");
            return Failed;
        }
    }

    private async Task<int> MigrateAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var version = await app.Services.GetRequiredService<Storage.Migrator>().MigrateAsync(cancellationToken);
        return Say($"The database is at version {version}.");
    }

    private async Task<int> CommandAsync(WebApplication app, string name, string[] args, CancellationToken cancellationToken)
    {
        var commands = app.Services.GetServices<ICliCommand>();
        if (commands.FirstOrDefault(c => c.Name == name) is not { } command)
        {
            output.Error.WriteLine($"There is no command \"{name}\".");
            Describe(app, output.Error);
            return Wrong;
        }

        if (CliOptions.Parse(args, command.Options) is not { } options)
        {
            output.Error.WriteLine($"Usage: {command.Name} {command.Usage}");
            return Wrong;
        }

        try
        {
            await (command.WantsFirstStart
                ? app.Services.GetRequiredService<StartUp>().PrepareAsync(cancellationToken)
                : app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken));
            return await command.RunAsync(options, output, cancellationToken);
        }
        catch (RefusedException refused)
        {
            output.Error.WriteLine(refused.Refusal.Text);
            return Failed;
        }
    }

    private int Say(string text)
    {
        output.Out.WriteLine(text);
        return Done;
    }

    private static void Describe(WebApplication app, TextWriter to)
    {
        to.WriteLine("Commands:");
        to.WriteLine("  run              serve (the default)");
        to.WriteLine("  check-config     say what is wrong with the settings");
        to.WriteLine("  print-config     show the settings in force, without secrets");
        to.WriteLine("  migrate          bring the database forward and stop");
        foreach (var command in app.Services.GetServices<ICliCommand>())
        {
            to.WriteLine($"  {command.Name,-16} {command.Usage}");
        }
    }
}
