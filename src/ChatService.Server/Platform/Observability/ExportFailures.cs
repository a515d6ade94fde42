using System.Diagnostics.Tracing;

namespace ChatService.Server.Platform.Observability;

/// <summary>
/// Hears from the exporter's own event source that a collector does not take what is sent, and says so at most once in <see cref="SayAgainAfter"/>: a collector that is away is
/// a nuisance, and no reason to fill the log.
/// </summary>
public sealed partial class ExportFailures : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ILogger<ExportFailures> logger;
    private readonly bool made;
    private long failed;
    private long? saidAt;

    public ExportFailures(TimeProvider time, ILogger<ExportFailures> logger)
    {
        this.time = time;
        this.logger = logger;
        made = true;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Error);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class may call this before our own constructor has run.
        if (!made)
        {
            return;
        }

        lock (gate)
        {
            failed++;
            if (saidAt is { } before && time.GetElapsedTime(before) < SayAgainAfter)
            {
                return;
            }

            saidAt = time.GetTimestamp();
        }

        NotTaken(Interlocked.Exchange(ref failed, 0));
    }

    [LoggerMessage(1371, LogLevel.Warning, "The collector does not take telemetry ({Count} attempts failed since this was last said); it is dropped, and everything else goes on")]
    private partial void NotTaken(long count);
}
