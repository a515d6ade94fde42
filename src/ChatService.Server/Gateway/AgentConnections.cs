using System.Collections.Concurrent;
using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>The live connections of agents on this node: their audiences, their lease, and their end when a log-in or a right ends.</summary>
public sealed class AgentConnections(
    AgentLeases leases, AgentCallers callers, LiveLogIns logIns, PresenceView presence, OfferPush offers, IHubContext<AgentHub, IAgentClient> hub) : ICommitListener, ILiveAudience
{
    // A few tabs, a phone, and some that a bad network has not let go of yet.
    private const int PerAgent = 20;

    private readonly ConnectionDirectory directory = new();
    private readonly ConcurrentDictionary<string, Grant> granted = new(StringComparer.Ordinal);

    /// <summary>Connections on this node.</summary>
    public int Count => directory.Count;

    /// <summary>Their ids, a snapshot.</summary>
    public IEnumerable<string> Ids => directory.All.Select(c => c.ConnectionId);

    /// <summary>Takes the connection in: its audiences first, then what is open for it.</summary>
    public async Task EnterAsync(HubCallerContext context, IGroupManager groups, IAgentClient client)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(groups);
        var agentId = callers.Of(context.User).Id;
        var session = Guid.TryParse(context.User?.FindFirstValue(Claims.SessionId), out var id) ? id : (Guid?)null;
        if (directory.TryAdd(new LiveConnection(context.ConnectionId, agentId, session, context.Abort), PerAgent) is not { } first)
        {
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"An agent has at most {PerAgent} connections."));
        }

        // Asked once the connection can be found: a log-in or a right that ends from here on ends it.
        var grant = new Grant(context.User, AudiencesOf(await logIns.OfAsync(context.User, context.ConnectionAborted)));
        granted[context.ConnectionId] = grant;
        foreach (var group in grant.Audiences)
        {
            await groups.AddToGroupAsync(context.ConnectionId, group, context.ConnectionAborted);
        }

        if (first)
        {
            await leases.ConnectedAsync(agentId, CancellationToken.None);
        }

        // What changed while it joined.
        EndWhenNotAllowed(new LiveConnection(context.ConnectionId, agentId, session, context.Abort), grant);
        // What the server believes of the agent itself, now that its lease is there: what the page asked before that said "disconnected".
        await client.AgentChanged(presence.Of(callers.Of(context.User)));
        await offers.ResendAsync(agentId, client, context.ConnectionAborted);
    }

    /// <summary>Lets the connection go; with the last one the agent's lease ends after its grace.</summary>
    public async Task LeaveAsync(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        granted.TryRemove(context.ConnectionId, out _);
        if (Guid.TryParse(context.User?.FindFirstValue(Claims.AgentId), out var agentId) && directory.Remove(agentId, context.ConnectionId))
        {
            await leases.DisconnectedAsync(agentId, CancellationToken.None);
            if (directory.Of(agentId).Count > 0)
            {
                // Another tab came in while the lease was being ended: what is connected counts.
                await leases.ConnectedAsync(agentId, CancellationToken.None);
            }
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var ended in events.OfType<AgentAccessEnded>())
        {
            foreach (var connection in directory.Of(ended.AgentId).Where(c => ended.SessionId is null || c.SessionId == ended.SessionId))
            {
                _ = EndAsync(connection);
            }
        }

        if (events.Any(e => e is NoticesMissed))
        {
            // Somebody's log-in may have ended meanwhile. Whoever may, comes back.
            RightsUnknown();
        }

        if (events.Any(e => e is NodeRejoined))
        {
            _ = HoldAgainAsync();
        }
    }

    public void EndWhatIsNotAllowed()
    {
        foreach (var connection in directory.All)
        {
            if (granted.TryGetValue(connection.ConnectionId, out var grant))
            {
                EndWhenNotAllowed(connection, grant);
            }
        }
    }

    public void RightsUnknown()
    {
        foreach (var connection in directory.All)
        {
            connection.Abort();
        }
    }

    // Audiences are joined at the start: a connection that is cut comes back by itself and joins those of now.
    private void EndWhenNotAllowed(LiveConnection connection, Grant grant)
    {
        if (callers.Find(grant.User) is not { } agent)
        {
            _ = EndAsync(connection);
        }
        else if (!grant.Audiences.SetEquals(AudiencesOf(agent)))
        {
            connection.Abort();
        }
    }

    // The others took this node for dead and ended the leases of all who are here.
    private async Task HoldAgainAsync()
    {
        foreach (var agentId in directory.Owners)
        {
            try
            {
                await leases.ConnectedAsync(agentId, CancellationToken.None);
            }
            catch (RefusedException)
            {
                // The store is away again. Cut, they come back when it is there.
                foreach (var connection in directory.Of(agentId))
                {
                    connection.Abort();
                }
            }
        }
    }

    private async Task EndAsync(LiveConnection connection)
    {
        try
        {
            // The reason is a courtesy; a connection that does not take it within a second is cut without.
            await hub.Clients.Client(connection.ConnectionId).Closed(new Closed("session_ended")).WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (TimeoutException)
        {
            // Cut below.
        }
        finally
        {
            connection.Abort();
        }
    }

    private static HashSet<string> AudiencesOf(Agent agent) => new(GroupsOf(agent), StringComparer.Ordinal);

    private static IEnumerable<string> GroupsOf(Agent agent)
    {
        yield return Audiences.Agent(agent.Id);
        if (agent.Role != AgentRole.Agent)
        {
            yield return Audiences.Supervisors;
        }

        if (agent.SeesAll)
        {
            yield return Audiences.AllInboxes;
            yield break;
        }

        foreach (var inbox in agent.InboxIds)
        {
            yield return Audiences.Inbox(inbox);
        }

        foreach (var team in agent.TeamIds)
        {
            yield return Audiences.Team(team);
        }
    }

    // What a connection was let in by, and what it hears for it.
    private sealed record Grant(ClaimsPrincipal? User, HashSet<string> Audiences);
}
