namespace ChatService.Server.Platform.Cli;

/// <summary>What the start writes to the log.</summary>
internal static partial class CliLog
{
    /// <summary>One line for each setting that is likely a mistake.</summary>
    public static void Warn(ILogger logger, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            LikelyMistake(logger, warning);
        }
    }

    [LoggerMessage(1511, LogLevel.Warning, "Setting to look at: {Warning}")]
    private static partial void LikelyMistake(ILogger logger, string warning);
}
