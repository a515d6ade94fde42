namespace ChatService.Server.Platform;

/// <summary>For background work that writes: it begins when every room has started, so that it cannot keep the writer from a room that is still starting.</summary>
public static class StartedHost
{
    /// <summary>Completes when the host has started; at once without a host. Cancelled when it stops before.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime? lifetime, CancellationToken stoppingToken)
    {
        if (lifetime is null)
        {
            return;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
    }
}
