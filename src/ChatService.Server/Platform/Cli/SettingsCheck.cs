using ChatService.Server.Platform.Identity;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Cli;

/// <summary>Checks the settings before anything is started, and prints them.</summary>
public static class SettingsCheck
{
    private static readonly string[] SecretWords = ["password", "secret", "token", "connection", "key"];

    /// <summary>Every complaint; empty when the server may start.</summary>
    public static IReadOnlyList<string> Complaints(IConfiguration configuration, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var complaints = new List<string>();
        foreach (var setting in Settings.All)
        {
            if (configuration[setting.Key] is { Length: > 0 } value && setting.Complaint?.Invoke(value) is { } text)
            {
                complaints.Add($"{setting.EnvironmentName} {text}.");
            }
        }

        if (string.IsNullOrEmpty(configuration["Storage:DataDirectory"])
            && Settings.All.Single(s => s.Key == "Storage:DataDirectory").Complaint!(Settings.DefaultDataDirectory) is { } noPlace)
        {
            complaints.Add($"Storage__DataDirectory (\"{Settings.DefaultDataDirectory}\" unless set) {noPlace}.");
        }

        complaints.AddRange(KnownProxies.Read(configuration).Where(p => !KnownProxies.IsValid(p)).Select(p => $"Proxy__Known: \"{p}\" is neither an address nor a network."));
        complaints.AddRange(Unknown(configuration).Select(key => $"{key.Replace(":", "__", StringComparison.Ordinal)} is not a setting."));
        complaints.AddRange(OptionComplaints(services));
        return complaints;
    }

    /// <summary>One line per setting: name, value in force, and whether it was given. Secrets are shown as given or not.</summary>
    public static IEnumerable<string> Print(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var setting in Settings.All)
        {
            var proxies = setting.Key == "Proxy:Known" ? string.Join(',', KnownProxies.Read(configuration)) : null;
            var given = string.IsNullOrEmpty(proxies) ? configuration[setting.Key] : proxies;
            var shown = string.IsNullOrEmpty(given) ? $"{setting.Default ?? "(none)"}  [default]" : setting.IsSecret ? "(set, hidden)" : given;
            yield return $"{setting.EnvironmentName} = {shown}  # {setting.Meaning}";
        }

        // Options of features: only those that were given; their defaults stand in their classes.
        foreach (var (key, value) in FeatureSettings(configuration))
        {
            var hidden = SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
            yield return $"{key.Replace(":", "__", StringComparison.Ordinal)} = {(hidden ? "(set, hidden)" : value)}";
        }
    }

    private static IEnumerable<string> Unknown(IConfiguration configuration) =>
        Settings.ClosedSections.SelectMany(section => configuration.GetSection(section).AsEnumerable())
            // A section itself has an empty value in some sources.
            .Where(pair => pair.Value is { Length: > 0 } && !pair.Key.StartsWith("Proxy:Known", StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Key)
            .Where(key => !Settings.All.Any(s => string.Equals(s.Key, key, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<(string Key, string Value)> FeatureSettings(IConfiguration configuration) =>
        configuration.GetChildren()
            .Where(section => section.Value is null && typeof(Settings).Assembly.GetTypes().Any(t => t.IsPublic && t.Name == section.Key + "Options"))
            .Where(section => !Settings.ClosedSections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(section => section.AsEnumerable())
            .Where(pair => pair.Value is { Length: > 0 })
            .Select(pair => (pair.Key, pair.Value!))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static IEnumerable<string> OptionComplaints(IServiceProvider? services)
    {
        try
        {
            services?.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
        catch (AggregateException exception)
        {
            return exception.InnerExceptions.SelectMany(e => e is OptionsValidationException options ? options.Failures : [e.Message]);
        }
    }
}
