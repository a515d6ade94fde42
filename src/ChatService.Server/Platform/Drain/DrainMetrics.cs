using System.Diagnostics.Metrics;

namespace ChatService.Server.Platform.Drain;

/// <summary>Says that this node is leaving; hosted, so that it is said from the start.</summary>
public sealed class DrainMetrics : IHostedService, IDisposable
{
    private readonly Meter meter;

    public DrainMetrics(Drain drain, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Drain");
        meter.CreateObservableGauge("chatservice.drain.under_way", () => drain.IsUnderWay ? 1 : 0, "1", "1 while this node sends its clients away.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
