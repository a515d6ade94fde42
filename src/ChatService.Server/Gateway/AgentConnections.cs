using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>The live connections of agents on this node: their audiences, their lease, and their end when a log-in ends.</summary>
public sealed class AgentConnections(
    AgentLeases leases, OfferPush offers, IHubContext<AgentHub, IAgentClient> hub) : ICommitListener
{
    // A few tabs, a phone, and some that a bad network has not let go of yet.
    private const int PerAgent = 20;

    private readonly ConnectionDirectory directory = new();

    /// <summary>Connections on this node.</summary>
    public int Count => directory.Count;

    /// <summary>Their ids, a snapshot.</summary>
    public IEnumerable<string> Ids => directory.All.Select(c => c.ConnectionId);

    /// <summary>Takes the connection in: its audiences first, then what is open for it.</summary>
    public async Task EnterAsync(HubCallerContext context, IGroupManager groups, IAgentClient client, AgentCaller caller)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(caller);
        var session = Guid.TryParse(context.User?.FindFirstValue(Claims.SessionId), out var id) ? id : (Guid?)null;
        if (directory.TryAdd(new LiveConnection(context.ConnectionId, caller.Id, session, context.Abort), PerAgent) is not { } first)
        {
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"An agent has at most {PerAgent} connections."));
        }

        foreach (var group in AudiencesOf(caller.Agent))
        {
            await groups.AddToGroupAsync(context.ConnectionId, group, context.ConnectionAborted);
        }

        if (first)
        {
            await leases.ConnectedAsync(caller.Id, CancellationToken.None);
        }

        await offers.ResendAsync(caller.Id, client, context.ConnectionAborted);
    }

    /// <summary>Lets the connection go; with the last one the agent's lease ends after its grace.</summary>
    public async Task LeaveAsync(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
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
            foreach (var connection in directory.All)
            {
                connection.Abort();
            }
        }

        if (events.Any(e => e is NodeRejoined))
        {
            _ = HoldAgainAsync();
        }

        // The audiences were joined at the start: a connection that is cut comes back by itself and joins those of now.
        foreach (var connection in events.OfType<AgentServesChanged>().SelectMany(changed => directory.Of(changed.AgentId)))
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

    private static IEnumerable<string> AudiencesOf(Agent agent)
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
}
