using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// Rows of conversations that changed. Collected while events are waiting and read once when they run dry: a burst of a hundred messages is one row.
/// </summary>
public sealed class RowPush(
    ConversationQueries queries, IHubContext<VisitorHub, IVisitorClient> visitors, IHubContext<AgentHub, IAgentClient> agents) : IEventPush
{
    private readonly Dirty[] dirty = [.. Enumerable.Range(0, EventFanout.Shards).Select(_ => new Dirty())];

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is ConversationEvent conversation)
        {
            var shard = dirty[EventFanout.ShardOf(conversation.ConversationId)];
            shard.Agents.Add(conversation.ConversationId);
            if (conversation.Belonging.AssigneeId is { } assignee)
            {
                // Whoever loses it must hear so, too.
                shard.Assignees.Add((conversation.ConversationId, assignee));
            }

            if (conversation is not (MessageAppended or ReadMarked))
            {
                shard.Visitors.Add(conversation.ConversationId);
            }
        }

        return Task.CompletedTask;
    }

    public async Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        var (forAgents, forVisitors, assignees) = dirty[shard].Take();
        if (forAgents.Count > 0)
        {
            foreach (var (id, row) in await queries.RowsAsync(forAgents, cancellationToken))
            {
                await agents.Clients.Groups(GroupsOf(row, assignees)).ConversationChanged(row);
            }
        }

        if (forVisitors.Count > 0)
        {
            foreach (var (_, (conversation, view)) in await queries.VisitorViewsAsync(forVisitors, cancellationToken))
            {
                await visitors.Clients.Group(Audiences.Visitor(conversation.InboxId, conversation.ContactId)).ConversationChanged(view);
            }
        }
    }

    /// <summary>The agents who see the row of a conversation.</summary>
    public static List<string> AudiencesOf(ConversationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<string> groups = [Audiences.AllInboxes, Audiences.Inbox(row.InboxId), Audiences.Watchers(row.ConversationId)];
        if (row.TeamId is { } team)
        {
            groups.Add(Audiences.Team(team));
        }

        if (row.Assignee is { } assignee)
        {
            groups.Add(Audiences.Agent(assignee.Id));
        }

        return groups;
    }

    private static List<string> GroupsOf(ConversationRow row, HashSet<(Guid Conversation, Guid Agent)> assignees)
    {
        var groups = AudiencesOf(row);
        groups.AddRange(assignees.Where(a => a.Conversation == row.ConversationId && a.Agent != row.Assignee?.Id).Select(a => Audiences.Agent(a.Agent)));
        return groups;
    }

    private sealed class Dirty
    {
        public HashSet<Guid> Agents { get; private set; } = [];
        public HashSet<Guid> Visitors { get; private set; } = [];
        public HashSet<(Guid, Guid)> Assignees { get; private set; } = [];

        public (HashSet<Guid> Agents, HashSet<Guid> Visitors, HashSet<(Guid Conversation, Guid Agent)> Assignees) Take()
        {
            var taken = (Agents, Visitors, Assignees);
            (Agents, Visitors, Assignees) = ([], [], []);
            return taken;
        }
    }
}
