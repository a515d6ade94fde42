using System.Text.Json;
using ChatService.Domain.Conversations;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Rows;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>A reaction of another room, inside the transaction of what happened. It may append, arm, cancel and raise; it must not wait for anything but the store.</summary>
public interface IConversationReaction
{
    /// <summary>Called once for each event, in the order they were raised.</summary>
    ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken);

    /// <summary>What the reaction needs of every conversation, read together with it. The ids are the conversations'.</summary>
    IEnumerable<RowQuery> ReadsAlong(IReadOnlyCollection<Guid> conversationIds) => [];

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

    // How many of the transaction's rows, which are only ever added to, have been looked at.
    private (int Conversations, int Timers, int Messages) adopted;

    /// <summary>The transaction.</summary>
    public WriteScope Scope { get; } = scope;

    /// <summary>The loaded unit, or null when there is no such conversation.</summary>
    public ConversationUnit? Find(Guid conversationId) => units.GetValueOrDefault(conversationId);

    /// <summary>The transaction's beginning for these conversations: locked in id order, then read with all that belongs to them, in one round trip.</summary>
    public static WriteBegin Begin(IReadOnlyCollection<Guid> ids, LockWaiting waiting, IReadOnlyList<IConversationReaction> reactions, params IEnumerable<RowQuery> more) => new(
        new RowLocks(ConversationsModel.Table, ids, waiting),
        ids.Count == 0 ? [] :
        [
            new RowQuery<Conversation>("id {0}", row => row.Id, ids),
            new RowQuery<DurableTimer>("conversation_id {0} AND state = 'Armed'", row => row.ConversationId!.Value, ids),
            .. reactions.SelectMany(reaction => reaction.ReadsAlong(ids)),
            .. more,
        ]);

    /// <summary>The stored messages that commands which ask again may have become: pairs of a conversation and a client's message id.</summary>
    public static RowQuery StoredBefore(IReadOnlyCollection<Guid> conversationIds, IReadOnlyCollection<Guid> clientMessageIds) =>
        new RowQuery<MessageRow>("conversation_id {0} AND client_message_id {1}", row => row.ConversationId, conversationIds, clientMessageIds);

    /// <summary>Locks conversations and reads them. Of those that somebody else holds: waits for them, or leaves them out.</summary>
    public async Task LoadAsync(IEnumerable<Guid> conversationIds, CancellationToken cancellationToken, LockWaiting waiting = LockWaiting.Patient)
    {
        var ids = conversationIds.Where(id => !units.ContainsKey(id)).Distinct().Order().ToList();
        if (ids.Count > 0)
        {
            await Scope.ReadAsync(Begin(ids, waiting, reactions), cancellationToken);
            await AdoptAsync(cancellationToken);
        }
    }

    /// <summary>Makes units of all conversations that this transaction has read.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        var (conversations, timers, lines) = (Scope.Rows.Of<Conversation>(), Scope.Rows.Of<DurableTimer>(), Scope.Rows.Of<MessageRow>());
        var armed = timers.Skip(adopted.Timers).ToLookup(timer => timer.ConversationId);
        var loaded = new List<ConversationUnit>();
        foreach (var row in conversations.Skip(adopted.Conversations).Where(row => !units.ContainsKey(row.Id)))
        {
            var unit = new ConversationUnit(this, row, [.. armed[row.Id]]);
            units.Add(row.Id, unit);
            loaded.Add(unit);
        }

        foreach (var row in lines.Skip(adopted.Messages))
        {
            messages.TryAdd((row.ConversationId, row.ClientMessageId, row.SenderId), row);
        }

        adopted = (conversations.Count, timers.Count, lines.Count);
        if (loaded.Count >= Many)
        {
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

    /// <summary>The one open conversation that a contact has in an inbox, as this transaction will leave it; null when there is none.</summary>
    public async Task<ConversationUnit?> OpenOfAsync(Guid contactId, Guid inboxId, CancellationToken cancellationToken)
    {
        var here = Scope.Rows.Of<Conversation>().FirstOrDefault(c => c.ContactId == contactId && c.InboxId == inboxId && c.IsOpen);
        var id = here?.Id ?? await Scope.Db.Set<Conversation>()
            .Where(c => c.ContactId == contactId && c.InboxId == inboxId && c.State != ConversationState.Closed)
            .Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancellationToken);
        var unit = id is { } found ? await FindAsync(found, cancellationToken) : null;
        return unit is { Conversation.IsOpen: true } ? unit : null;
    }

    /// <summary>Adds a new conversation.</summary>
    public ConversationUnit Add(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        Scope.Rows.Add(conversation);
        var unit = new ConversationUnit(this, conversation, []);
        units.Add(conversation.Id, unit);
        return unit;
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

        foreach (var unit in units.Values)
        {
            unit.TellWhenMoved();
        }
    }

    internal void Added(MessageRow row)
    {
        Scope.Rows.Add(row);
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
        Scope.Rows.Add(logged);
        unit.Logged.Add(logged);
        Scope.Witness ??= logged;
    }
}
