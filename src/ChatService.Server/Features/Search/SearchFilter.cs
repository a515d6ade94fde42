using System.Text.Json;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Search;

/// <summary>Which conversations and messages a search looks at, beside what the agent may see; and where the last page ended.</summary>
public sealed record SearchFilter(
    Guid? InboxId = null, Guid? AgentId = null, ConversationState? State = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Only conversations that have this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Automatic replies, too. They say the same in every conversation: of what is looked for among them people wrote hardly any.</summary>
    public bool Automatic { get; init; }

    /// <summary>Only lines before this place.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>The conversations.</summary>
    public IQueryable<Conversation> Conversations(ChatDb db, Agent agent)
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = Tagged(db).VisibleTo(agent);
        found = InboxId is { } inbox ? found.Where(c => c.InboxId == inbox) : found;
        found = AgentId is { } assignee ? found.Where(c => c.AssigneeId == assignee || c.LastAgentId == assignee) : found;
        return State is { } state ? found.Where(c => c.State == state) : found;
    }

    // Tags are a JSON list in a text column: a tag is in it when its JSON string is. Both engines know replace().
    private IQueryable<Conversation> Tagged(ChatDb db)
    {
        if (Tag is null)
        {
            return db.Set<Conversation>();
        }

        var json = JsonSerializer.Serialize(Tag, JsonColumn.Options);
        return db.Set<Conversation>().FromSql($"SELECT * FROM conversation WHERE replace(tags, {json}, '') <> tags");
    }

    /// <summary>The messages.</summary>
    public IQueryable<MessageRow> Messages(ChatDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        IQueryable<MessageRow> found = db.Set<MessageRow>();
        found = Automatic ? found : found.Where(m => m.SenderKind == SenderKind.Visitor || m.SenderKind == SenderKind.Agent);
        found = From is { } from ? found.Where(m => m.CreatedAt >= from) : found;
        return To is { } to ? found.Where(m => m.CreatedAt < to) : found;
    }
}
