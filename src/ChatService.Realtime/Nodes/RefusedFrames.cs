using Microsoft.Extensions.Logging;

namespace ChatService.Realtime.Nodes;

/// <summary>Counts frames without our signature, and says at most once a minute how many there were: whoever publishes them must not fill the log as well.</summary>
internal sealed class RefusedFrames(TimeProvider time, RealtimeMetrics metrics, ILogger logger)
{
    private static readonly TimeSpan SayEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset saidAt = DateTimeOffset.MinValue;
    private long unsaid;

    /// <summary>One more; called by one reader.</summary>
    public void Add()
    {
        metrics.Unsigned();
        unsaid++;
        var now = time.GetUtcNow();
        if (now - saidAt >= SayEvery)
        {
            RealtimeLog.FramesRefused(logger, unsaid);
            (saidAt, unsaid) = (now, 0);
        }
    }
}
