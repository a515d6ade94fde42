using System.Collections.Concurrent;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>The live connections of visitors on this node: their limit, and their end when their token ends or their inbox takes them no longer.</summary>
public sealed class VisitorConnections(
    InboxDirectory inboxes, VisitorPresence presence, VisitorPages pages, IHubContext<VisitorHub, IVisitorClient> hub) : ICommitListener, ILiveAudience
{
    // A person has a few tabs. More is a script.
    private const int PerVisitor = 5;

    private static readonly Refusal Unknown = new(ErrorCode.InboxUnknown, "There is no such inbox.");

    private readonly ConnectionDirectory directory = new();
    private readonly ConcurrentDictionary<string, Grant> granted = new(StringComparer.Ordinal);

    /// <summary>Connections on this node.</summary>
    public int Count => directory.Count;

    /// <summary>Their ids, a snapshot.</summary>
    public IEnumerable<string> Ids => directory.All.Select(c => c.ConnectionId);

    /// <summary>Takes the connection in, or refuses it.</summary>
    public void Enter(HubCallerContext context, VisitorIdentity who)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(who);
        var grant = new Grant(who, context.GetHttpContext()?.Request.Headers.Origin);
        granted[context.ConnectionId] = grant;
        if (directory.TryAdd(new LiveConnection(context.ConnectionId, who.ContactId, null, context.Abort), PerVisitor) is not { } first)
        {
            granted.TryRemove(context.ConnectionId, out _);
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"A visitor has at most {PerVisitor} connections."));
        }

        if (first)
        {
            presence.Arrived(who.ContactId);
        }

        // Asked once the connection can be found: an inbox that changes from here on ends it.
        if (RefusalOf(grant) is { } refusal)
        {
            Leave(context);
            throw new RefusedException(refusal);
        }
    }

    /// <summary>The caller of a connection whose inbox still takes it; throws inbox_unknown otherwise.</summary>
    public VisitorCaller Caller(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var caller = VisitorPrincipal.Caller(context.User);
        return inboxes.Find(caller.InboxId) is { Enabled: true } ? caller : throw new RefusedException(Unknown);
    }

    /// <summary>Forgets the connection.</summary>
    public void Leave(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        granted.TryRemove(context.ConnectionId, out _);
        var contactId = VisitorPrincipal.Caller(context.User).ContactId;
        if (directory.Remove(contactId, context.ConnectionId))
        {
            presence.Left(contactId);
            pages.Left(contactId);
            if (directory.Of(contactId).Count > 0)
            {
                // Another tab came in between the two lines above: what is connected counts.
                presence.Arrived(contactId);
            }
        }
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case ConversationStarted started:
                    presence.BecameKnown(started.ContactId);
                    pages.BecameKnown(started.ContactId);
                    break;
                case NodeRejoined:
                    // The others took this node for dead and gave its visitors up.
                    presence.StoreAgain();
                    break;
                default:
                    break;
            }

            foreach (var connection in EndedBy(happened))
            {
                // By this code a client asks for a new session at once, with the token that it keeps.
                _ = EndAsync(connection, ErrorCode.TokenExpired);
            }
        }
    }

    private IEnumerable<LiveConnection> EndedBy(object happened) => happened switch
    {
        VisitorAccessEnded ended => directory.Of(ended.ContactId).Where(c => Token(c) is { } who && !VisitorTokens.IsSameEpoch(who.Epoch, ended.Epoch)),
        VerifiedAccessEnded ended => directory.All.Where(c =>
            Token(c) is { Verified: true } who && who.InboxId == ended.InboxId && !VisitorTokens.IsSameEpoch(who.SecretEpoch, ended.SecretEpoch)),
        // A token may have ended meanwhile. Whoever holds a good one comes back.
        NoticesMissed => directory.All,
        _ => [],
    };

    private VisitorIdentity? Token(LiveConnection connection) => granted.GetValueOrDefault(connection.ConnectionId)?.Who;

    public void EndWhatIsNotAllowed()
    {
        foreach (var connection in directory.All)
        {
            if (granted.TryGetValue(connection.ConnectionId, out var grant) && RefusalOf(grant) is { } refusal)
            {
                _ = EndAsync(connection, refusal.Code);
            }
        }
    }

    /// <summary>Visitors stay: without the store they can neither send nor read, and thousands would come back at once. They are looked at again.</summary>
    public void RightsUnknown()
    {
    }

    private Refusal? RefusalOf(Grant grant)
    {
        if (inboxes.Find(grant.Who.InboxId) is not { Enabled: true } inbox)
        {
            return Unknown;
        }

        return InboxOrigins.Allows(inbox, grant.Origin) ? null : new Refusal(ErrorCode.OriginRefused, "This website may not use this inbox.");
    }

    private async Task EndAsync(LiveConnection connection, ErrorCode reason)
    {
        try
        {
            await hub.Clients.Client(connection.ConnectionId).Closed(new Closed(reason.Name())).WaitAsync(TimeSpan.FromSeconds(1));
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

    // What a connection was let in by.
    private sealed record Grant(VisitorIdentity Who, string? Origin);
}
