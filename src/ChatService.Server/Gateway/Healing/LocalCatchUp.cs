using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Gateway.Pushes;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Healing;

/// <summary>Tells the clients of this node, and only them, what became of conversations. Whoever knows it already drops it by its number.</summary>
public sealed class LocalCatchUp(
    ILocalAudience<VisitorHub> visitors, ILocalAudience<AgentHub> agents, RecentChanges changes, ConversationQueries queries, OfferPush offers, Watches watches, AudienceRights rights,
    IHubContext<AgentHub, IAgentClient> hub)
{
    // Of one conversation; a client that misses more asks for it when it sees the hole.
    private const int MaxMessages = 200;

    // Bounds what one read brings into memory.
    private const int AtOnce = 50;

    /// <summary>Tells what each conversation became from the given moment on; answers of how many conversations somebody was told.</summary>
    public async Task<int> TellAsync(IReadOnlyDictionary<Guid, DateTimeOffset> from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        var conversations = await CheckedAsync([.. from.Keys], cancellationToken);
        var (ofVisitors, ofAgents) = (conversations.Where(HasVisitor).ToList(), conversations.Where(HasAgent).ToList());
        foreach (var some in ofVisitors.Union(ofAgents.Where(HasReader)).Chunk(AtOnce))
        {
            await MessagesAsync(some, from, cancellationToken);
        }

        await ViewsAsync(ofVisitors, cancellationToken);
        await RowsAsync(ofAgents, cancellationToken);
        return ofVisitors.Union(ofAgents).Count();
    }

    /// <summary>Tells whoever has these conversations in a list how they are now; answers of how many somebody was told.</summary>
    public async Task<int> TellListsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var seen = (await CheckedAsync(ids, cancellationToken)).Where(HasAgent).ToList();
        await RowsAsync(seen, cancellationToken);
        return seen.Count;
    }

    // That one of them has moved may be among what was missed.
    private async Task<IReadOnlyList<Conversation>> CheckedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<Conversation> conversations = [.. await changes.ConversationsAsync(ids, cancellationToken)];
        foreach (var conversation in conversations)
        {
            watches.Check(conversation.Id, conversation.InboxId, conversation.TeamId, conversation.AssigneeId);
        }

        await rights.SettledAsync().WaitAsync(cancellationToken);
        return conversations;
    }

    private async Task MessagesAsync(Conversation[] conversations, IReadOnlyDictionary<Guid, DateTimeOffset> from, CancellationToken cancellationToken)
    {
        // The newest: of more than this the client sees the hole before them.
        var rows = await changes.MessagesAsync([.. conversations.Select(c => c.Id)], conversations.Min(c => from[c.Id]), MaxMessages, cancellationToken);
        foreach (var conversation in conversations)
        {
            foreach (var row in rows[conversation.Id].Where(row => row.CreatedAt >= from[conversation.Id]))
            {
                if (row.PublicSeq is not null)
                {
                    visitors.Send(VisitorOf(conversation), nameof(IVisitorClient.MessageAppended), ConversationViews.ForVisitor(row));
                }

                agents.Send(ReadersOf(conversation), nameof(IAgentClient.MessageAppended), ConversationViews.ForAgents(row));
            }
        }
    }

    private async Task ViewsAsync(List<Conversation> conversations, CancellationToken cancellationToken)
    {
        if (conversations.Count == 0)
        {
            return;
        }

        foreach (var (_, (conversation, view)) in await queries.VisitorViewsAsync([.. conversations.Select(c => c.Id)], cancellationToken))
        {
            visitors.Send(VisitorOf(conversation), nameof(IVisitorClient.ConversationChanged), view);
        }
    }

    private async Task RowsAsync(List<Conversation> conversations, CancellationToken cancellationToken)
    {
        foreach (var row in (await queries.RowsAsync([.. conversations.Select(c => c.Id)], cancellationToken)).Values)
        {
            agents.Send(RowPush.AudiencesOf(row), nameof(IAgentClient.ConversationChanged), row);
        }

        // Whoever was asked on another node must see the offer here.
        foreach (var agentId in await offers.AskedAsync([.. conversations.Select(c => c.Id)], cancellationToken))
        {
            if (agents.Any([Audiences.Agent(agentId)]))
            {
                await offers.ResendAsync(agentId, hub.Clients.Group(Audiences.Agent(agentId)), cancellationToken);
            }
        }
    }

    private bool HasVisitor(Conversation conversation) => visitors.Any(VisitorOf(conversation));

    private bool HasReader(Conversation conversation) => agents.Any(ReadersOf(conversation));

    private bool HasAgent(Conversation conversation) => agents.Any(
        [.. ReadersOf(conversation), Audiences.AllInboxes, Audiences.Inbox(conversation.InboxId), .. conversation.TeamId is { } team ? [Audiences.Team(team)] : (string[])[]]);

    private static string[] VisitorOf(Conversation conversation) => [Audiences.Visitor(conversation.InboxId, conversation.ContactId)];

    private static string[] ReadersOf(Conversation conversation) =>
        [Audiences.Watchers(conversation.Id), .. conversation.AssigneeId is { } assignee ? [Audiences.Agent(assignee)] : (string[])[]];
}
