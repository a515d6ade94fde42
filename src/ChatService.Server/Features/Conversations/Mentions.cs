using ChatService.Domain.Content;
using ChatService.Server.Features.Agents;

namespace ChatService.Server.Features.Conversations;

/// <summary>Notes that name colleagues.</summary>
public static class Mentions
{
    /// <summary>In one note; more is a broadcast, which a team is for.</summary>
    public const int Most = 20;

    private const int MostText = 200;

    /// <summary>Marks the conversation for them. An agent who may not see it, is disabled or is the writer is passed over.</summary>
    public static void Mention(this ConversationUnit unit, AgentCaller writer, IEnumerable<Guid> agentIds, MessageRow note, AgentCallers agents)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(agents);
        var conversation = unit.Conversation;
        List<Guid> named = [.. agentIds.Distinct().Where(id => id != writer.Id && agents.Find(id)?.CanSee(conversation) == true)];
        if (named.Count > 0)
        {
            conversation.Mentioned = [.. (conversation.Mentioned ?? []).Union(named)];
            unit.Raise(new AgentsMentioned(writer.Actor, named, note.Seq, MessageText.Beginning(note.Text, MostText)));
        }
    }

    /// <summary>The agent has looked.</summary>
    public static void SeeMentions(this ConversationUnit unit, AgentCaller agent)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(agent);
        if (unit.Conversation.Mentioned is { } mentioned && mentioned.Contains(agent.Id))
        {
            List<Guid> left = [.. mentioned.Where(id => id != agent.Id)];
            unit.Conversation.Mentioned = left.Count > 0 ? left : null;
            unit.Raise(new MentionsSeen(agent.Actor));
        }
    }
}
