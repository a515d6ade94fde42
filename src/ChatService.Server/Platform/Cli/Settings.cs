using System.Globalization;
using ChatService.Realtime.Redis;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Platform.Storage.Postgres;

namespace ChatService.Server.Platform.Cli;

/// <summary>Every setting of the server that is not a feature's own option.</summary>
public static class Settings
{
    /// <summary>In force without ASPNETCORE_URLS.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>In force without Storage__DataDirectory, relative to where the server is started.</summary>
    public const string DefaultDataDirectory = "data";

    private const int MinPassword = 10;
    private const int MinMetricsToken = 16;

    /// <summary>All of them, in the order in which they are printed.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("urls", DefaultUrl, "where the server listens, separated by ;", Urls),
        new("PublicUrl", null, "how browsers reach it, when that differs", value => IsHttp(value) ? null : "must be an absolute http or https address"),
        new("Storage:DataDirectory", DefaultDataDirectory, "where the embedded database lives", DataDirectory),
        new(Storage.DataDirectory.AllowOthersKey, "false", "accept a data directory that other users of this machine may read", Switch),
        new("ConnectionStrings:Postgres", null, "PostgreSQL; absent: the embedded database", PostgresConnection.Complaint) { IsSecret = true },
        new("Storage:StartTimeoutSeconds", "30", "how long a start waits for the database", Count),
        new("ConnectionStrings:Redis", null, "Redis, for more than one node", RedisSettings.Complaint) { IsSecret = true },
        new(Demo.Key, "true; false with PostgreSQL", "the demo inbox, /demo, hints on the home page, the API description without log-in", Switch),
        new("Bootstrap:AdminEmail", "admin@example.com", "the first admin, on an empty database", value => IsEmail(value) ? null : "must be an e-mail address"),
        new("Bootstrap:AdminPassword", "(random, printed once)", "its password", value => value.Length < MinPassword ? $"must have at least {MinPassword} characters" : null) { IsSecret = true },
        new(ServedHosts.Key, "that of PublicUrl", "host names under which browsers may ask, separated by ;", ServedHosts.Complaint),
        new("Proxy:Known", null, "addresses and networks of proxies whose X-Forwarded headers are believed, separated by commas"),
        new(DataKeyProtection.KeyName, null, "keeps the keys that sign cookies and tokens encrypted in the database: 32 bytes in base64; older ones after it, separated by commas", DataKeyProtection.Complaint) { IsSecret = true },
        new(DataKeyProtection.CertificateName, null, "the same with a certificate: a PKCS #12 file", DataKeyProtection.CertificateComplaint),
        new(DataKeyProtection.CertificatePasswordName, null, "its password") { IsSecret = true },
        new("Observability:MetricsToken", null, "bearer token for /metrics", value => value.Length < MinMetricsToken ? $"must have at least {MinMetricsToken} characters" : null) { IsSecret = true },
        new(TelemetryOptions.EndpointKey, null, "where traces and metrics are sent (OTLP)", value => IsHttp(value) ? null : "must be an absolute http or https address"),
        new(TelemetryOptions.ProtocolKey, "http/protobuf", "or grpc", TelemetryOptions.ProtocolComplaint),
        new(TelemetryOptions.HeadersKey, null, "headers for the collector, name=value separated by commas") { IsSecret = true },
        new(TelemetryOptions.ShareKey, TelemetryOptions.DefaultShare, "share of calls that are traced, 0 to 1", TelemetryOptions.ShareComplaint),
        new(TelemetryOptions.IntervalKey, TelemetryOptions.DefaultInterval, "milliseconds between two sendings of metrics", TelemetryOptions.IntervalComplaint),
        new("Limits:LoginPerMinute", "10", "log-ins per address", Count),
        new("Limits:AccountLinksPerMinute", "60", "invitations and resets that are looked at or used, per address", Count),
        new("Limits:WidgetSessionPerMinute", "30", "visitors' sessions per address", Count),
        new("Limits:AgentPerMinute", "600", "API requests per agent", Count),
        new("Limits:VisitorMessagesPer10Seconds", "10", "messages per visitor", Count),
        new("Limits:TypingPerSecond", "2", "typing signals per sender that are passed on", Count),
        new("Limits:VisitorConversationsPerHour", "10", "conversations that a visitor starts", Count),
        new("Limits:VisitorWritesPer10Seconds", "60", "writing calls per visitor", Count),
        new("Limits:VisitorLinesPer10Seconds", "4000", "lines that a visitor reads again", Count),
        new("Limits:VisitorRatingsPerHour", "10", "ratings per visitor", Count),
        new("Limits:AddressWritesPer10Seconds", "600", "writing calls of all visitors of an address", Count),
        new("Limits:AddressLinesPer10Seconds", "20000", "lines that all visitors of an address read again", Count),
        new("Limits:AddressConversationsPer15Minutes", "30", "conversations that visitors of an address start", Count),
        new("Limits:AddressWaitingPerInbox", "30", "conversations of an address that wait in an inbox at once", Count),
        new("Limits:AgentCallsPer10Seconds", "600", "hub calls per agent", Count),
        new("Limits:AgentStatusesPer10Seconds", "20", "changes of status per agent", Count),
    ];

    /// <summary>Sections that hold nothing but what stands above: anything else in them is a slip of the pen.</summary>
    public static IReadOnlyList<string> ClosedSections { get; } = ["Storage", "Bootstrap", "Proxy", "Observability", "Limits", "DataProtection", "Demo"];

    private static string? Urls(string value) =>
        value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } urls
        && urls.All(u => IsHttp(u.Replace("*", "host", StringComparison.Ordinal).Replace("+", "host", StringComparison.Ordinal)) || u.StartsWith("http://unix:/", StringComparison.Ordinal))
            ? null
            : "must be http or https addresses, separated by ;";

    private static string? DataDirectory(string value)
    {
        try
        {
            var directory = Storage.DataDirectory.Create(value);
            var probe = Path.Combine(directory.FullName, $".write-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "must be a directory that this user may write to";
        }
    }

    private static string? Switch(string value) => bool.TryParse(value, out _) ? null : "must be true or false";

    private static string? Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1_000_000 ? null : "must be a whole number from 1 to 1000000";

    private static bool IsHttp(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0;

    private static bool IsEmail(string value) =>
        System.Net.Mail.MailAddress.TryCreate(value, out var address) && address.Address == value.Trim() && value.Length <= 254;
}
