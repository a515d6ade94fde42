using System.Text.RegularExpressions;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Cli;

/// <summary>Checks the settings before anything is started, and prints them.</summary>
public static partial class SettingsCheck
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
        if (services?.GetService<DataKeyProtection>()?.LoadComplaint is { } certificate)
        {
            complaints.Add(certificate);
        }

        complaints.AddRange(Unknown(configuration).Select(key => $"{key.Replace(":", "__", StringComparison.Ordinal)} is not a setting."));
        complaints.AddRange(OptionComplaints(services));
        return complaints;
    }

    /// <summary>What does not stop a start but is likely a mistake.</summary>
    public static IReadOnlyList<string> Warnings(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var warnings = new List<string>();
        var shared = configuration.GetConnectionString("Postgres") is { Length: > 0 };
        var secureOutside = Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
        var secureHere = configuration["urls"]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true || configuration.GetSection("Kestrel:Endpoints").Exists();
        warnings.AddRange(Settings.All.Where(s => !s.IsSecret && configuration[s.Key] is { Length: > 0 } value && WithoutUser(value) != value)
            .Select(s => $"{s.EnvironmentName} holds a user or a password. It is shown to others; take it out."));
        if (KnownProxies.Read(configuration).Count == 0 && (shared || (secureOutside && !secureHere)))
        {
            warnings.Add("Proxy__Known is empty. Behind a load balancer all customers then share one limit; name the balancer's address or network.");
        }

        if (!shared && !configuration.GetValue<bool>(DataDirectory.AllowOthersKey)
            && DataDirectory.Warning(configuration["Storage:DataDirectory"] is { Length: > 0 } directory ? directory : Settings.DefaultDataDirectory) is { } open)
        {
            warnings.Add(open);
        }

        return warnings;
    }

    /// <summary>One line per setting: name, value in force, and whether it was given. Secrets are shown as given or not.</summary>
    public static IEnumerable<string> Print(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var setting in Settings.All)
        {
            var proxies = setting.Key == "Proxy:Known" ? string.Join(',', KnownProxies.Read(configuration)) : null;
            var given = string.IsNullOrEmpty(proxies) ? configuration[setting.Key] : proxies;
            var shown = string.IsNullOrEmpty(given) ? $"{setting.Default ?? "(none)"}  [default]" : setting.IsSecret ? "(set, hidden)" : WithoutUser(given);
            yield return $"{setting.EnvironmentName} = {shown}  # {setting.Meaning}";
        }

        // Options of features: only those that were given; their defaults stand in their classes.
        foreach (var (key, value) in FeatureSettings(configuration))
        {
            var hidden = SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
            yield return $"{key.Replace(":", "__", StringComparison.Ordinal)} = {(hidden ? "(set, hidden)" : WithoutUser(value))}";
        }
    }

    // What stands before the @ of an address may be a password.
    private static string WithoutUser(string value) => UserInfo().Replace(value, "//(hidden)@");

    [GeneratedRegex("//[^/?#\\s;]*@")]
    private static partial Regex UserInfo();

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
