using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatService.Server.Platform.Observability;

/// <summary>This process, under the names that dashboards know; garbage collection and the thread pool come from the runtime's own meter.</summary>
public sealed class ProcessMetrics : IHostedService, IDisposable
{
    private readonly Meter meter;

    public ProcessMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create("ChatService.Process");
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time used.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory held by this process.");
        meter.CreateObservableGauge("process.threads", CountThreads, "{thread}", "Threads of the operating system.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();

    private static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
