namespace ChatService.LoadTests.Wire;

/// <summary>Keeps connections alive until it is disposed: a server cuts whoever is silent for long.</summary>
public sealed class Pings : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stop = new();
    private readonly Func<IEnumerable<HubSession?>> sessions;
    private readonly Task pinging;

    /// <param name="sessions">Asked for anew each time.</param>
    public Pings(Func<IEnumerable<HubSession?>> sessions)
    {
        this.sessions = sessions;
        pinging = Task.Run(PingAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pinging;
        stop.Dispose();
    }

    private async Task PingAsync()
    {
        using var tick = new PeriodicTimer(Every);
        try
        {
            while (await tick.WaitForNextTickAsync(stop.Token))
            {
                foreach (var session in sessions())
                {
                    session?.SayPing();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }
}
