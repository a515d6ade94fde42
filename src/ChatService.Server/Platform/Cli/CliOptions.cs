namespace ChatService.Server.Platform.Cli;

/// <summary><c>--name value</c> and <c>--name=value</c>.</summary>
internal static class CliOptions
{
    /// <summary>By name without dashes; null when something is unknown, twice or without a value.</summary>
    public static Dictionary<string, string>? Parse(IReadOnlyList<string> args, IReadOnlyList<string> known)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                return null;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i][2..] : args[i][2..equals];
            var value = equals >= 0 ? args[i][(equals + 1)..] : i + 1 < args.Count ? args[++i] : null;
            if (value is null || !known.Contains(name) || !options.TryAdd(name, value))
            {
                return null;
            }
        }

        return options;
    }
}
