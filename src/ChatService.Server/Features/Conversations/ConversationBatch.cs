using System.Text.Json;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>A reaction of another room, inside the transaction of what happened. It may append, arm, cancel and raise; it must not wait for anything but the store.</summary>
public interface IConversationReaction
{
    /// <summary>Called once for each event, in the order they were raised.</summary>
    ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken);

    /// <summary>Called when many conversations were loaded at once: what the reaction reads of each it may read of all in one query.</summary>
    ValueTask LoadedAsync(IReadOnlyList<ConversationUnit> units, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>The conversations that one transaction changes, their armed timers, and the events it raises.</summary>
public sealed class ConversationBatch(WriteScope scope, IReadOnlyList<IConversationReaction> reactions)
{
    // Far above any honest chain of reactions; a loop between rooms ends here instead of never.
    private const int MaxReactionsPerBatch = 20_000;

    // Fewer may well need nothing of what would be read.
    private const int Many = 4;

    private readonly Dictionary<Guid, ConversationUnit> units = [];
    private readonly HashSet<Guid> touched = [];
    private readonly Queue<(ConversationUnit Unit, ConversationEvent Happened)> pending = new();
    private readonly Dictionary<(Guid Conversation, Guid ClientId, Guid Sender), MessageRow> messages = [];

    /// <summary>The transaction.</summary>
    public WriteScope Scope { get; } = scope;

    /// <summary>The loaded unit, or null when there is no such conversation.</summary>
    public ConversationUnit? Find(Guid conversationId) => units.GetValueOrDefault(conversationId);

    /// <summary>
    /// Locks conversations in id order, then loads them and their armed timers, in two queries. Of those that somebody else holds: waits for them, or leaves them out.
    /// </summary>
    public async Task LoadAsync(IEnumerable<Guid> conversationIds, CancellationToken cancellationToken, LockWaiting waiting = LockWaiting.Patient)
    {
        var ids = conversationIds.Where(id => !units.ContainsKey(id)).Distinct().Order().ToList();
        if (ids.Count == 0)
        {
            return;
        }

        await Scope.LockAsync(new RowLocks(ConversationsModel.Table, ids, waiting), cancellationToken);
        ids.RemoveAll(id => !Scope.Holds(id));
        var rows = await Scope.Db.Set<Conversation>().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var timers = await Scope.Db.Set<DurableTimer>()
            .Where(t => t.ConversationId != null && ids.Contains(t.ConversationId.Value) && t.State == TimerState.Armed)
            .ToListAsync(cancellationToken);
        var byConversation = timers.ToLookup(t => t.ConversationId!.Value);
        foreach (var row in rows)
        {
            units.Add(row.Id, new ConversationUnit(this, row, [.. byConversation[row.Id]]));
        }

        if (rows.Count >= Many)
        {
            List<ConversationUnit> loaded = [.. rows.Select(row => units[row.Id])];
            foreach (var reaction in reactions)
            {
                await reaction.LoadedAsync(loaded, cancellationToken);
            }
        }
    }

    /// <summary>Loads one and returns it, or null.</summary>
    public async Task<ConversationUnit?> FindAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        await LoadAsync([conversationId], cancellationToken);
        return Find(conversationId);
    }

    /// <summary>Adds a new conversation.</summary>
    public ConversationUnit Add(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        Scope.Db.Add(conversation);
        var unit = new ConversationUnit(this, conversation, []);
        units.Add(conversation.Id, unit);
        return unit;
    }

    /// <summary>Reads in one query the messages that a resend may have stored before.</summary>
    public async Task PrefetchMessagesAsync(IReadOnlyCollection<(Guid Conversation, Guid ClientId)> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
        {
            return;
        }

        var conversations = keys.Select(k => k.Conversation).Distinct().ToList();
        var clientIds = keys.Select(k => k.ClientId).Distinct().ToList();
        var found = await Scope.Db.Set<MessageRow>().AsNoTracking()
            .Where(m => conversations.Contains(m.ConversationId) && clientIds.Contains(m.ClientMessageId))
            .ToListAsync(cancellationToken);
        foreach (var row in found)
        {
            messages[(row.ConversationId, row.ClientMessageId, row.SenderId)] = row;
        }
    }

    /// <summary>The message that this (conversation, clientMessageId, sender) has become, prefetched or appended in this transaction.</summary>
    public MessageRow? Duplicate(Guid conversationId, Guid clientMessageId, Guid senderId) =>
        messages.GetValueOrDefault((conversationId, clientMessageId, senderId));

    /// <summary>Runs the reactions to everything raised so far, and to what they raise.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var count = 0; pending.TryDequeue(out var next); count++)
        {
            if (count > MaxReactionsPerBatch)
            {
                throw new InvalidOperationException("Reactions go round in a circle.");
            }

            foreach (var reaction in reactions)
            {
                await reaction.ReactAsync(next.Unit, next.Happened, cancellationToken);
            }
        }
    }

    internal void Added(MessageRow row)
    {
        Scope.Db.Add(row);
        messages[(row.ConversationId, row.ClientMessageId, row.SenderId)] = row;
    }

    internal void Touch(Conversation conversation)
    {
        if (touched.Add(conversation.Id))
        {
            conversation.Version++;
        }
    }

    internal void Raised(ConversationUnit unit, ConversationEvent happened)
    {
        pending.Enqueue((unit, happened));
        Scope.Tell(happened);
        var logged = new LoggedEvent
        {
            Id = LogIds.Next(Scope.Now),
            ConversationId = happened.ConversationId,
            InboxId = unit.Conversation.InboxId,
            Type = happened.Type,
            At = happened.At,
            ActorKind = happened.Actor.Kind,
            ActorId = happened.Actor.Id,
            Data = JsonSerializer.Serialize(happened.Data, JsonColumn.Options),
        };
        Scope.Db.Add(logged);
        unit.Logged.Add(logged);
        Scope.Witness ??= logged;
    }
}
