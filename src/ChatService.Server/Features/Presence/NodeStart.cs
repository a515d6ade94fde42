namespace ChatService.Server.Features.Presence;

/// <summary>Ends the leases of an earlier process while this one starts, before the first socket is accepted. A start that cannot is a start that fails.</summary>
public sealed class NodeStart(AgentLeases leases, VisitorPresenceStore visitors) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.StartNodeAsync(cancellationToken);
        await visitors.StartNodeAsync(cancellationToken);
    }

    /// <summary>The doors are open: from now on an agent can come back.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => leases.NodeStartedAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What is connected now is ended by its sockets, or by the next start.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
