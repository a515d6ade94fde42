namespace ChatService.Server.Features.Routing;

/// <summary>Log lines of this room: 14xx.</summary>
internal static partial class RoutingLog
{
    [LoggerMessage(1401, LogLevel.Error, "Draining the queue failed; it is tried again in 1 s")]
    public static partial void DrainFailed(ILogger logger, Exception exception);

    [LoggerMessage(1402, LogLevel.Error, "Counting the queue failed")]
    public static partial void CountFailed(ILogger logger, Exception exception);
}
