namespace ChatService.Server.Features.AutoReplies;

/// <summary>What this room logs; never what was said.</summary>
internal static partial class AutoReplyLog
{
    [LoggerMessage(1601, LogLevel.Warning, "Auto-reply rule {RuleId} version {Version} is left out: {Count} complaints, the first about {Field}")]
    public static partial void RuleRejected(ILogger logger, Guid ruleId, int version, int count, string field);

    [LoggerMessage(1602, LogLevel.Warning, "Pattern of auto-reply rule {RuleId} version {Version} exceeded the time budget of a message; suspended for {Minutes} min. Simplify the pattern")]
    public static partial void PatternSuspended(ILogger logger, Guid ruleId, int version, double minutes);

    [LoggerMessage(1603, LogLevel.Warning, "A message was stored without looking for auto-reply patterns: earlier matches still hold all threads")]
    public static partial void PatternsSkipped(ILogger logger);
}
