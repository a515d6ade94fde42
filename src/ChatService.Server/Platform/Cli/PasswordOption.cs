namespace ChatService.Server.Platform.Cli;

/// <summary>
/// A password for a command: <c>--password -</c> reads a line from standard input, <c>--password-file FILE</c> the first line of a file. As an argument it would stand in the list of
/// processes and in the shell's history; that still works and is warned about.
/// </summary>
public static class PasswordOption
{
    /// <summary>Null and null: none was given.</summary>
    public static async Task<(string? Password, string? Complaint)> ReadAsync(IReadOnlyDictionary<string, string> options, CliOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        if (options.TryGetValue("password-file", out var file))
        {
            return options.ContainsKey("password") ? (null, "Give --password or --password-file, not both.") : await FromFileAsync(file, cancellationToken);
        }

        if (!options.TryGetValue("password", out var given))
        {
            return (null, null);
        }

        if (given == "-")
        {
            return await Console.In.ReadLineAsync(cancellationToken) is { Length: > 0 } line ? (line, null) : (null, "Standard input holds no password.");
        }

        await output.Error.WriteLineAsync("Warning: other users of this machine can read a password on the command line. Use --password - or --password-file.");
        return (given, null);
    }

    private static async Task<(string? Password, string? Complaint)> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(file);
            return await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line ? (line, null) : (null, $"{file} holds no password.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file} cannot be read.");
        }
    }
}
