namespace ChatService.Server.Features.AutoReplies;

/// <summary>What this room logs; never what was said.</summary>
internal static partial class AutoReplyLog
{
    [LoggerMessage(1601, LogLevel.Warning, "Auto-reply rule {RuleId} version {Version} is left out: {Count} complaints, the first about {Field}")]
    public static partial void RuleRejected(ILogger logger, Guid ruleId, int version, int count, string field);
}
