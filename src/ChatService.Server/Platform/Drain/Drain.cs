using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Drain;

/// <summary>Settings under <c>Drain__</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>Seconds between "not ready" and the first goodbye, 0 to 60: so long a load balancer may still send somebody. Null: 3 with a shared store, 0 for a single node.</summary>
    public int? WaitSeconds { get; set; }

    /// <summary>Seconds over which the clients are asked to reconnect, 0 to 120: the other nodes take them in one after the other. Null: 5 with a shared store, 0 for a single node.</summary>
    public int? SpreadSeconds { get; set; }
}

/// <summary>What a room does when this node is drained; all are asked at once.</summary>
public interface IDrainStep
{
    /// <summary>Completes when nothing is left, or when the limit is over.</summary>
    /// <param name="spread">The time over which to do it.</param>
    /// <param name="limit">Cancelled when there is no more time.</param>
    Task DrainAsync(TimeSpan spread, CancellationToken limit);
}

/// <summary>The orderly end of a node: it is not ready any more, takes no new sockets, asks its clients to go elsewhere, and then stops.</summary>
public sealed partial class Drain(
    IEnumerable<IDrainStep> steps, IOptions<DrainOptions> options, Storage.IStorageEngine engine, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger)
{
    // After the spread: for clients that are slow to leave. Whoever is still here is cut by the stop.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    private int begun;

    /// <summary>Health says so, and the hubs refuse newcomers. Also in a node that stops without having been drained.</summary>
    public bool IsUnderWay => Volatile.Read(ref begun) != 0 || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Runs it once; a second call changes nothing.</summary>
    public async Task RunAsync()
    {
        if (Interlocked.Exchange(ref begun, 1) != 0)
        {
            return;
        }

        var wait = TimeSpan.FromSeconds(options.Value.WaitSeconds ?? (engine.IsShared ? 3 : 0));
        var spread = TimeSpan.FromSeconds(options.Value.SpreadSeconds ?? (engine.IsShared ? 5 : 0));
        Begun(wait.TotalSeconds, spread.TotalSeconds);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time);
        }

        using var limit = new CancellationTokenSource(spread + Afterwards, time);
        foreach (var step in steps.Select(step => step.DrainAsync(spread, limit.Token)).ToList())
        {
            await StepAsync(step);
        }
    }

    private async Task StepAsync(Task step)
    {
        try
        {
            await step;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (exception is not OperationCanceledException)
            {
                StepFailed(exception);
            }
        }
    }

    [LoggerMessage(1351, LogLevel.Information, "This node is drained: not ready from now on, its clients leave after {Wait} s within {Spread} s")]
    private partial void Begun(double wait, double spread);

    [LoggerMessage(1352, LogLevel.Error, "A step of the drain failed")]
    private partial void StepFailed(Exception exception);
}
