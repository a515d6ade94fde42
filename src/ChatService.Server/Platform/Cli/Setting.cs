namespace ChatService.Server.Platform.Cli;

/// <summary>One setting that an operator may give, documented and checked in one place.</summary>
/// <param name="Key">As in configuration, <c>Storage:DataDirectory</c>.</param>
/// <param name="Default">What is in force when it is absent; null: nothing.</param>
/// <param name="Meaning">One line for <c>print-config</c>.</param>
/// <param name="Complaint">What is wrong with a given value, or null.</param>
public sealed record Setting(string Key, string? Default, string Meaning, Func<string, string?>? Complaint = null)
{
    /// <summary>Never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>As an environment variable.</summary>
    public string EnvironmentName => Key == "urls" ? "ASPNETCORE_URLS" : Key.Replace(":", "__", StringComparison.Ordinal);
}
