namespace ChatService.Server.Features.Presence;

/// <summary>Ends the leases of an earlier process while this one starts, before the first socket is accepted. A start that cannot is a start that fails.</summary>
public sealed class NodeStart(AgentLeases leases, VisitorPresenceStore visitors) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.StartNodeAsync(cancellationToken);
        await visitors.StartNodeAsync(cancellationToken);
    }

    // What is connected now is ended by its sockets, or by the next start.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
