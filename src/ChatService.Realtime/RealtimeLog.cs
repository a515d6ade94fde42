using Microsoft.Extensions.Logging;

namespace ChatService.Realtime;

/// <summary>What this room logs: never what was sent, nor a connection string.</summary>
internal static partial class RealtimeLog
{
    [LoggerMessage(3001, LogLevel.Warning, "Connection {ConnectionId} of {Hub} was cut: slow_consumer ({Waiting} messages, {Bytes} bytes waited)")]
    public static partial void SlowConsumer(ILogger logger, string connectionId, string hub, int waiting, long bytes);

    [LoggerMessage(3002, LogLevel.Warning, "{Count} more connections of {Hub} were cut: slow_consumer")]
    public static partial void SlowConsumers(ILogger logger, long count, string hub);

    [LoggerMessage(3101, LogLevel.Warning, "Node {NodeId} does not hear the others: Redis is away or its subscription is dead. Messages are stored and acked as before; others catch up later")]
    public static partial void BecameDegraded(ILogger logger, string nodeId);

    [LoggerMessage(3102, LogLevel.Information, "Node {NodeId} hears the others")]
    public static partial void BecameConnected(ILogger logger, string nodeId);

    [LoggerMessage(3103, LogLevel.Warning, "Node {NodeId} starts without Redis and keeps trying")]
    public static partial void StartedAlone(ILogger logger, string nodeId);

    [LoggerMessage(3104, LogLevel.Information, "Node {NodeId} has left or is not heard any more")]
    public static partial void NodeLost(ILogger logger, string nodeId);

    [LoggerMessage(3105, LogLevel.Warning, "Redis could not be used: {Failure}")]
    public static partial void RedisFailed(ILogger logger, string failure);

    [LoggerMessage(3106, LogLevel.Error, "A frame of another node could not be handled")]
    public static partial void FrameFailed(ILogger logger, Exception exception);

    [LoggerMessage(3107, LogLevel.Error, "A listener of the node bus failed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(3108, LogLevel.Warning, "Backplane frames without this installation's signature were dropped: {Count}. Somebody else publishes on the channel, or a node of an earlier release still runs")]
    public static partial void FramesRefused(ILogger logger, long count);
}
