using ChatService.Server.Features.Agents;

namespace ChatService.Server.Features.Conversations;

/// <summary>P12: who may see which conversation. What one may not see does not exist for one.</summary>
public static class ConversationAccess
{
    /// <summary>As a WHERE clause.</summary>
    public static IQueryable<Conversation> VisibleTo(this IQueryable<Conversation> conversations, Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (agent.SeesAll)
        {
            return conversations;
        }

        var (id, inboxes, teams) = (agent.Id, agent.InboxIds, agent.TeamIds);
        return conversations.Where(c => c.AssigneeId == id || inboxes.Contains(c.InboxId) || (c.TeamId != null && teams.Contains(c.TeamId.Value)));
    }

    /// <summary>For one that is loaded already.</summary>
    public static bool CanSee(this Agent agent, Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return agent.CanSee(conversation.InboxId, conversation.TeamId, conversation.AssigneeId);
    }

    /// <summary>For one of which is known where it belongs.</summary>
    public static bool CanSee(this Agent agent, Guid inboxId, Guid? teamId, Guid? assigneeId)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return agent.SeesAll || assigneeId == agent.Id || agent.InboxIds.Contains(inboxId) || (teamId is { } team && agent.TeamIds.Contains(team));
    }

    /// <summary>The visitor's own.</summary>
    public static bool Owns(this VisitorCaller visitor, Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.ContactId == visitor.ContactId && conversation.InboxId == visitor.InboxId;
    }
}
