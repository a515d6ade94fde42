using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>One line of the event log.</summary>
public sealed record EventView(Guid Id, string Type, DateTimeOffset At, string ActorKind, Guid? ActorId, JsonElement Data);

/// <summary>One conversation with everything around it.</summary>
public sealed class ConversationDetail(IDbContextFactory<ChatDb> contexts, ConversationQueries queries, IEnumerable<IConversationDetailPart> parts)
{
    private const int Earlier = 20;

    // A long conversation has a few hundred events; this bounds one that a machine has filled.
    private const int MostEvents = 2_000;

    /// <summary>The conversation, its contact, the contact's other conversations, and the parts of other rooms by their names.</summary>
    public async Task<Outcome<IReadOnlyDictionary<string, object?>>> GetAsync(Agent agent, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.Set<Conversation>().AsNoTracking().VisibleTo(agent);
        if (await visible.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation)
        {
            return Refusal.NotFound("conversation");
        }

        var earlier = await visible.Where(c => c.ContactId == conversation.ContactId && c.Id != id)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(Earlier).ToListAsync(cancellationToken);
        var contact = await db.Set<Contact>().AsNoTracking().SingleAsync(c => c.Id == conversation.ContactId, cancellationToken);
        var answer = new Dictionary<string, object?>
        {
            ["conversation"] = (await queries.RowsAsync(db, [conversation], cancellationToken))[0],
            ["contact"] = ContactView.Of(contact),
            ["earlier"] = await queries.RowsAsync(db, earlier, cancellationToken),
            ["sla"] = Array.Empty<object>(),
            ["routing"] = null,
        };
        foreach (var part in parts)
        {
            answer[part.Name] = await part.GetAsync(db, conversation, cancellationToken);
        }

        return answer;
    }

    /// <summary>The event log, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<EventView>>> EventsAsync(Agent agent, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<Conversation>().VisibleTo(agent).AnyAsync(c => c.Id == id, cancellationToken))
        {
            return Refusal.NotFound("conversation");
        }

        var rows = await db.Set<LoggedEvent>().AsNoTracking().Where(e => e.ConversationId == id)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostEvents).ToListAsync(cancellationToken);
        rows.Reverse();
        return rows.ConvertAll(e => new EventView(e.Id, e.Type, e.At, e.ActorKind, e.ActorId, JsonElement.Parse(e.Data)));
    }
}
