using System.Collections.Concurrent;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>The live connections of visitors on this node: their limit, and their end when their token ends.</summary>
public sealed class VisitorConnections(
    InboxDirectory inboxes, VisitorPresence presence, VisitorPages pages, IHubContext<VisitorHub, IVisitorClient> hub) : ICommitListener
{
    // A person has a few tabs. More is a script.
    private const int PerVisitor = 5;

    private readonly ConnectionDirectory directory = new();
    private readonly ConcurrentDictionary<string, VisitorIdentity> tokens = new();

    /// <summary>Connections on this node.</summary>
    public int Count => directory.Count;

    /// <summary>Their ids, a snapshot.</summary>
    public IEnumerable<string> Ids => directory.All.Select(c => c.ConnectionId);

    /// <summary>Takes the connection in, or refuses it.</summary>
    public void Enter(HubCallerContext context, VisitorIdentity who)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(who);
        if (inboxes.Find(who.InboxId) is not { Enabled: true } inbox)
        {
            throw new RefusedException(new Refusal(ErrorCode.InboxUnknown, "There is no such inbox."));
        }

        if (!InboxOrigins.Allows(inbox, context.GetHttpContext()?.Request.Headers.Origin))
        {
            throw new RefusedException(new Refusal(ErrorCode.OriginRefused, "This website may not use this inbox."));
        }

        if (directory.TryAdd(new LiveConnection(context.ConnectionId, who.ContactId, null, context.Abort), PerVisitor) is not { } first)
        {
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"A visitor has at most {PerVisitor} connections."));
        }

        tokens[context.ConnectionId] = who;
        if (first)
        {
            presence.Arrived(who.ContactId);
        }
    }

    /// <summary>Forgets the connection.</summary>
    public void Leave(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var contactId = VisitorPrincipal.Caller(context.User).ContactId;
        tokens.TryRemove(context.ConnectionId, out _);
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
                _ = EndAsync(connection);
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

    private VisitorIdentity? Token(LiveConnection connection) => tokens.GetValueOrDefault(connection.ConnectionId);

    // By this code a client asks for a new session at once, with the token that it keeps.
    private async Task EndAsync(LiveConnection connection)
    {
        try
        {
            await hub.Clients.Client(connection.ConnectionId).Closed(new Closed(ErrorCode.TokenExpired.Name())).WaitAsync(TimeSpan.FromSeconds(1));
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
}
