using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Server.Platform.Drain;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>Asks every client of this node to reconnect, each at a time of its own within the spread, and waits until they have gone. Until then they are served.</summary>
public sealed class SocketDrain(
    VisitorConnections visitorConnections, AgentConnections agentConnections,
    IHubContext<VisitorHub, IVisitorClient> visitors, IHubContext<AgentHub, IAgentClient> agents, TimeProvider time) : IDrainStep
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async Task DrainAsync(TimeSpan spread, CancellationToken limit)
    {
        var goodbyes = visitorConnections.Ids.Select(id => visitors.Clients.Client(id).Draining(Within(spread)))
            .Concat(agentConnections.Ids.Select(id => agents.Clients.Client(id).Draining(Within(spread)))).ToList();
        if (goodbyes.Count == 0)
        {
            return;
        }

        // One that does not read must not hold up the end of the others' wait.
        await Task.WhenAny(Task.WhenAll(goodbyes), Task.Delay(Timeout.InfiniteTimeSpan, time, limit));
        using var look = new PeriodicTimer(LookEvery, time);
        while (visitorConnections.Count + agentConnections.Count > 0)
        {
            await look.WaitForNextTickAsync(limit);
        }
    }

    private static Draining Within(TimeSpan spread) => new(RandomNumberGenerator.GetInt32((int)spread.TotalMilliseconds + 1));
}
