using System.Runtime.InteropServices;

namespace ChatService.Server.Platform.Drain;

/// <summary>
/// Drains before it stops. The framework's own lifetime says "stopping" at the signal itself, and then SignalR closes every socket at once; so this one takes its place.
/// A second signal stops without waiting.
/// </summary>
public sealed class DrainingLifetime(IHostApplicationLifetime lifetime, Drain drain) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];
    private int signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        registrations.AddRange(new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Heard)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Heard(PosixSignalContext context)
    {
        // Or the process would end here.
        context.Cancel = true;
        if (Interlocked.Increment(ref signals) == 1)
        {
            _ = DrainAndStopAsync();
        }
        else
        {
            lifetime.StopApplication();
        }
    }

    private async Task DrainAndStopAsync()
    {
        await drain.RunAsync();
        lifetime.StopApplication();
    }
}
