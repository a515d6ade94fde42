using ChatService.Domain.Content;
using ChatService.Domain.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Conversations;

/// <summary>What a command, a reaction or a timer may do to one conversation inside its transaction.</summary>
public sealed class ConversationUnit(ConversationBatch batch, Conversation conversation, List<DurableTimer> timers)
{
    private (Guid Inbox, Guid? Team, Guid? Assignee) toldPlace = (conversation.InboxId, conversation.TeamId, conversation.AssigneeId);

    /// <summary>The transaction that this is a part of.</summary>
    public ConversationBatch Batch { get; } = batch;

    /// <summary>The tracked row.</summary>
    public Conversation Conversation { get; } = conversation;

    /// <summary>One time for everything in the transaction.</summary>
    public DateTimeOffset Now => Batch.Scope.Now;

    /// <summary>Lines of the event log that this transaction has written about the conversation, in their order.</summary>
    public List<LoggedEvent> Logged { get; } = [];

    /// <summary>Timers of this conversation that are still armed.</summary>
    public IEnumerable<DurableTimer> Armed => timers.Where(t => t.State == TimerState.Armed);

    /// <summary>Logs the event, lets the other rooms react inside this transaction, and tells it after the commit.</summary>
    public void Raise(ConversationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        happened.ConversationId = Conversation.Id;
        happened.At = Now;
        happened.Belonging = new Belonging(Conversation.InboxId, Conversation.ContactId, Conversation.TeamId, Conversation.AssigneeId);
        Touch();
        Batch.Raised(this, happened);
    }

    /// <summary>Marks the row as changed, once per transaction.</summary>
    public void Touch() => Batch.Touch(Conversation);

    /// <summary>Appends one line: numbers it for both audiences and raises <see cref="MessageAppended"/>.</summary>
    public MessageRow Append(MessageDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var row = draft.ToRow(Conversation.Id, ++Conversation.LastSeq, draft.IsPublic ? ++Conversation.PublicSeq : null, Now);
        Batch.Added(row);
        Conversation.LastActivityAt = Now;
        if (draft is { Kind: MessageKind.Text, SenderKind: SenderKind.Visitor or SenderKind.Agent })
        {
            // What a list shows is what people said; an automatic line would hide the customer's words.
            Conversation.LastMessageAt = Now;
            Conversation.LastMessageText = MessageText.Beginning(row.Text, 200);
            Conversation.LastMessageSender = WireWord.Of(row.SenderKind);
        }

        Raise(Rounds(new MessageAppended(draft.Actor, row) { Reading = draft.Reading }));
        return row;
    }

    /// <summary>Tells <see cref="ConversationMoved"/> when it belongs elsewhere than when this was last asked.</summary>
    internal void TellWhenMoved()
    {
        var place = (Conversation.InboxId, Conversation.TeamId, Conversation.AssigneeId);
        if (place != toldPlace)
        {
            toldPlace = place;
            Batch.Scope.Tell(new ConversationMoved(Conversation.Id, place.InboxId, place.TeamId, place.AssigneeId));
        }
    }

    // A round is a burst of the customer and the human answer to it (DEFINITIONS: NRT). Bots, notes and system lines never count.
    private MessageAppended Rounds(MessageAppended happened)
    {
        var conversation = Conversation;
        if (happened.IsResponse && happened.Message.SenderId == conversation.AssigneeId)
        {
            // The new agent has written: what the former one passed on has been read.
            conversation.Handover = null;
        }

        if (happened.IsFromCustomer || happened.IsResponse)
        {
            conversation.LastHumanMessageAt = Now;
        }

        if (happened.IsFromCustomer)
        {
            var opens = conversation.AwaitingSince is null;
            conversation.FirstCustomerMessageAt ??= Now;
            conversation.AwaitingSince ??= Now;
            conversation.Unread++;
            return happened with { OpensRound = opens };
        }

        if (!happened.IsResponse || conversation.FirstCustomerMessageAt is null)
        {
            return happened;
        }

        var since = conversation.AwaitingSince;
        var first = conversation.FirstResponseAt is null;
        if (first)
        {
            conversation.FirstResponseAt = Now;
            conversation.FirstResponderId = happened.Message.SenderId;
        }

        conversation.AwaitingSince = null;
        conversation.Unread = 0;
        conversation.AgentReadSeq = happened.Message.Seq;
        return happened with { AnsweredSince = since, IsFirstResponse = first };
    }

    /// <summary>Appends a system line, worded by clients from its type; <paramref name="text"/> is the fallback.</summary>
    public MessageRow AppendEvent(string type, string text, Actor actor, bool isPublic = true, Dictionary<string, string>? data = null, Guid? clientMessageId = null) =>
        Append(MessageDraft.Event(type, text, actor, isPublic, data, clientMessageId));

    /// <summary>A call whose system line is there already: its answer was lost, and it must not happen again.</summary>
    public bool HasHappened(Guid? clientMessageId) => clientMessageId is { } id && Batch.Duplicate(Conversation.Id, id, Guid.Empty) is not null;

    /// <summary>Moves to another state; throws on a move that is not in the table (a bug, not a user error).</summary>
    public void Move(ConversationState to)
    {
        var check = ConversationTransitions.Check(Conversation.State, to);
        if (check == TransitionCheck.NotAllowed)
        {
            throw new InvalidOperationException($"No move from {Conversation.State} to {to}.");
        }

        Conversation.State = to;
        Touch();
    }

    /// <summary>Arms a durable timer that fires in a transaction of this conversation.</summary>
    public DurableTimer Arm(string kind, DateTimeOffset dueAt, Guid? subjectId = null, string? argument = null)
    {
        var timer = Batch.Scope.Arm(kind, dueAt, Conversation.Id, subjectId, argument);
        timers.Add(timer);
        return timer;
    }

    /// <summary>Cancels the armed timers that match; returns how many.</summary>
    public int Cancel(Func<DurableTimer, bool> which)
    {
        ArgumentNullException.ThrowIfNull(which);
        var count = 0;
        foreach (var timer in Armed.Where(which).ToList())
        {
            count += timer.End(TimerState.Cancelled, Now) ? 1 : 0;
        }

        return count;
    }
}
