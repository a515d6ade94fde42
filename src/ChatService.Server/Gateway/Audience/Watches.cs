using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Supervision;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Audience;

/// <summary>
/// Who watches which conversation on this node. A watch lives as long as its agent may see the conversation: it is checked again whenever the conversation has moved to another inbox, team
/// or agent, here or on another node, and ends with its connection when the agent's own rights change (<see cref="AudienceRights"/>).
/// </summary>
public sealed class Watches(
    ConversationQueries queries, WatchTrail trail, AgentCallers callers, IHubContext<AgentHub, IAgentClient> hub, INodeBus bus) : ICommitListener, IHostedService
{
    private const string Topic = "conversation-moved";

    // A console watches what is on its screen, a wall some dozens.
    private const int PerConnection = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, List<Watch>> byConversation = [];
    private readonly Dictionary<string, HashSet<Guid>> byConnection = new(StringComparer.Ordinal);
    private IDisposable? subscription;

    /// <summary>Watches of this node.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byConversation.Sum(watched => watched.Value.Count);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = bus.Subscribe(Topic, (_, payload) => Heard(payload.Span));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>not_found for what the agent may not see, rate_limited for one watch too many.</summary>
    public async Task<Outcome<Empty>> AddAsync(HubCallerContext context, AgentCaller caller, Guid conversationId)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Noted before it is read: a conversation that moves from here on finds the watch.
        if (!TryNote(context, conversationId))
        {
            return new Refusal(ErrorCode.RateLimited, $"A connection watches at most {PerConnection} conversations.");
        }

        try
        {
            var seen = await queries.ResumeAsync(caller, new ResumeRequest(conversationId, 0), context.ConnectionAborted, limit: 1);
            if (seen.IsOk)
            {
                await trail.WatchesAsync(caller, seen.OrThrow().Conversation, context.ConnectionAborted);
                if (TryJoin(context.ConnectionId, conversationId))
                {
                    return Empty.Value;
                }
            }

            Remove(context.ConnectionId, conversationId);
            return seen.IsOk ? Refusal.NotFound("conversation") : seen.Refusal;
        }
        catch
        {
            Remove(context.ConnectionId, conversationId);
            throw;
        }
        finally
        {
            if (context.ConnectionAborted.IsCancellationRequested)
            {
                Leave(context.ConnectionId);
            }
        }
    }

    /// <summary>Ends one.</summary>
    public void Remove(string connectionId, Guid conversationId)
    {
        lock (gate)
        {
            Drop(connectionId, conversationId);
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Leave(string connectionId)
    {
        lock (gate)
        {
            foreach (var conversationId in byConnection.GetValueOrDefault(connectionId, []).ToList())
            {
                Drop(connectionId, conversationId);
            }
        }
    }

    /// <summary>Ends the watches of those who may not see the conversation where it is now.</summary>
    public void Check(Guid conversationId, Guid inboxId, Guid? teamId, Guid? assigneeId)
    {
        lock (gate)
        {
            foreach (var watch in byConversation.GetValueOrDefault(conversationId, []).Where(watch => !MaySee(watch.User, inboxId, teamId, assigneeId)).ToList())
            {
                Drop(watch.ConnectionId, conversationId);
                _ = hub.Clients.Client(watch.ConnectionId).WatchEnded(new WatchEnded(conversationId));
            }
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var moved in events.OfType<ConversationMoved>())
        {
            Check(moved.ConversationId, moved.InboxId, moved.TeamId, moved.AssigneeId);
            // Before any later message of the conversation: one sender's words keep their order on the bus.
            bus.Publish(Topic, Payload(moved));
        }
    }

    private bool TryNote(HubCallerContext context, Guid conversationId)
    {
        lock (gate)
        {
            if (!byConnection.TryGetValue(context.ConnectionId, out var watched))
            {
                byConnection.Add(context.ConnectionId, watched = []);
            }

            if (watched.Contains(conversationId))
            {
                return true;
            }

            if (watched.Count >= PerConnection)
            {
                return false;
            }

            watched.Add(conversationId);
            if (!byConversation.TryGetValue(conversationId, out var watches))
            {
                byConversation.Add(conversationId, watches = []);
            }

            watches.Add(new Watch(context.ConnectionId, context.User));
            return true;
        }
    }

    // A connection of this node joins and leaves in memory, before the call returns; so both happen within the lock.
    private bool TryJoin(string connectionId, Guid conversationId)
    {
        lock (gate)
        {
            if (!byConnection.GetValueOrDefault(connectionId, []).Contains(conversationId))
            {
                return false;
            }

            _ = hub.Groups.AddToGroupAsync(connectionId, Audiences.Watchers(conversationId));
            return true;
        }
    }

    // With the gate.
    private void Drop(string connectionId, Guid conversationId)
    {
        if (!byConnection.TryGetValue(connectionId, out var watched) || !watched.Remove(conversationId))
        {
            return;
        }

        if (watched.Count == 0)
        {
            byConnection.Remove(connectionId);
        }

        var watches = byConversation[conversationId];
        watches.RemoveAll(watch => watch.ConnectionId == connectionId);
        if (watches.Count == 0)
        {
            byConversation.Remove(conversationId);
        }

        _ = hub.Groups.RemoveFromGroupAsync(connectionId, Audiences.Watchers(conversationId));
    }

    private bool MaySee(ClaimsPrincipal? user, Guid inboxId, Guid? teamId, Guid? assigneeId)
    {
        try
        {
            return callers.Find(user)?.CanSee(inboxId, teamId, assigneeId) == true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Rights that cannot be read give nothing; the client may watch again.
            return false;
        }
    }

    private void Heard(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == 64)
        {
            Check(new Guid(payload[..16]), new Guid(payload[16..32]), Optional(payload[32..48]), Optional(payload[48..]));
        }
    }

    private static byte[] Payload(ConversationMoved moved) =>
    [
        .. moved.ConversationId.ToByteArray(), .. moved.InboxId.ToByteArray(), .. (moved.TeamId ?? Guid.Empty).ToByteArray(), .. (moved.AssigneeId ?? Guid.Empty).ToByteArray(),
    ];

    private static Guid? Optional(ReadOnlySpan<byte> bytes) => new Guid(bytes) is var id && id != Guid.Empty ? id : null;

    private sealed record Watch(string ConnectionId, ClaimsPrincipal? User);
}
