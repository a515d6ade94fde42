using StackExchange.Redis;

namespace ChatService.Realtime.Redis;

/// <summary>Reads <c>ConnectionStrings__Redis</c>: <c>host:port[,host:port][,password=…][,ssl=true]</c>.</summary>
public static class RedisSettings
{
    /// <summary>What is wrong with it, without repeating it, for it may hold a password; null: nothing.</summary>
    public static string? Complaint(string connectionString)
    {
        try
        {
            var parsed = Parse(connectionString);
            return connectionString.Contains("://", StringComparison.Ordinal) || parsed.EndPoints.Count == 0 ? Form : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return Form;
        }
    }

    private const string Form = "must be host:port, then options separated by commas, such as password=… or ssl=true";

    /// <summary>Away is away: neither a start nor a reconnect gives up, and none waits for long.</summary>
    internal static ConfigurationOptions Parse(string connectionString)
    {
        var configuration = ConfigurationOptions.Parse(connectionString);
        configuration.AbortOnConnectFail = false;
        configuration.ConnectRetry = 1;
        // A peer that takes longer than this is as good as away; the next attempt follows at once.
        configuration.ConnectTimeout = 2_000;
        configuration.KeepAlive = 5;
        return configuration;
    }

    /// <summary>Redis takes no spaces in a client's name.</summary>
    internal static string ClientName(string nodeId) => new([.. nodeId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
}
