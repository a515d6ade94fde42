using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;

namespace ChatService.Server.Features.Conversations;

/// <summary>From rows to the words of PROTOCOL.md. The only place where internal numbers become public ones.</summary>
public sealed class ConversationViews(InboxDirectory inboxes, AgentDirectory agents, IInboxDesk desk, TimeProvider time)
{
    // How an agent judged a conversation is no word for the customer: nobody is to read "spam" about themselves.
    private static readonly HashSet<string> ForAgentsOnly = ["resolution"];

    /// <summary>snake_case name of a state.</summary>
    public static string State(ConversationState state) => WireWord.Of(state);

    /// <summary>A visitor does not see our wrap-up: for it the conversation is closed.</summary>
    public static string VisitorState(ConversationState state) => State(state == ConversationState.WrapUp ? ConversationState.Closed : state);

    /// <summary>For agents: every line, in internal numbers.</summary>
    public static Message ForAgents(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Build(row, row.Seq, row.EventData);
    }

    /// <summary>For the visitor, in public numbers; only for rows that have one.</summary>
    public static Message ForVisitor(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Build(
            row,
            row.PublicSeq ?? throw new InvalidOperationException("An internal line must not reach a visitor."),
            row.EventData?.Where(value => !ForAgentsOnly.Contains(value.Key)).ToDictionary());
    }

    /// <summary>A conversation as its visitor may see it.</summary>
    public VisitorConversation ForVisitor(Conversation conversation, Queue? queue, long agentReadPublicSeq)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var agent = conversation.AssigneeId is { } id && conversation.IsOpen ? agents.Find(id) : null;
        return new VisitorConversation(
            conversation.Id,
            VisitorState(conversation.State),
            conversation.PublicSeq,
            conversation.VisitorReadSeq,
            agentReadPublicSeq,
            agent is null ? null : new VisitorAgent(agent.Id, agent.Name, agent.AvatarUrl),
            queue,
            conversation.CreatedAt,
            conversation.ClosedAt,
            conversation.ClosedAt + SendMessage.ReopenableFor,
            conversation.Rating,
            conversation.Resolution == EndConversation.ByCustomer ? conversation.Resolution : null,
            conversation.IsWaiting ? WireWord.Of(desk.For(conversation.InboxId, conversation.TeamId, time.Now())) : null,
            conversation.Solved);
    }

    /// <summary>A conversation as agents see it.</summary>
    public ConversationRow ForAgents(Conversation c, Contact contact, long visitorReadSeq)
    {
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(contact);
        return new ConversationRow
        {
            ConversationId = c.Id,
            InboxId = c.InboxId,
            InboxName = inboxes.Find(c.InboxId)?.Name ?? string.Empty,
            Channel = c.Channel,
            Contact = new RowContact(contact.Id, contact.Name, contact.Email, contact.Phone, contact.Locale, contact.Level, contact.Verified, contact.Version),
            State = State(c.State),
            Priority = c.Priority.ToString(),
            Assignee = c.AssigneeId is { } id && agents.Find(id) is { } agent ? new NamedRef(agent.Id, agent.Name) : null,
            TeamId = c.TeamId,
            LastSeq = c.LastSeq,
            ReadSeq = c.AgentReadSeq,
            VisitorReadSeq = visitorReadSeq,
            Unread = c.Unread,
            LastMessage = c.LastMessageAt is { } at ? new LastMessage(c.LastMessageText ?? string.Empty, c.LastMessageSender ?? "system", at) : null,
            AwaitingSince = c.AwaitingSince,
            QueuedAt = c.QueuedAt,
            QueueEnteredAt = c.IsWaiting ? c.QueueEnteredAt ?? c.QueuedAt : null,
            CreatedAt = c.CreatedAt,
            ClosedAt = c.ClosedAt,
            WrapUpUntil = c.WrapUpUntil,
            Resolution = c.Resolution,
            Ending = c.Ending is { } end ? new RowEnding(end.Kind, new NamedRef(end.AgentId, end.AgentName), end.At, end.Resolution, end.ToName) : null,
            Mentions = c.Mentioned ?? [],
            Locale = c.Locale,
            Page = c.PageUrl is null ? null : new PageView(c.PageUrl, c.PageTitle),
            Tags = c.Tags,
            Skills = c.Skills ?? [],
            Sla = c is { SlaMetric: { } metric, SlaStartedAt: { } started, SlaDueAt: { } due } ? new RowSla(metric, started, due, c.SlaTargetSeconds ?? 0, c.SlaBreached) : null,
            Callback = c.CallbackPhone is null && c.CallbackEmail is null ? null : new Callback(c.CallbackPhone, c.CallbackEmail)
            {
                RequestedAt = c.CallbackRequestedAt,
                DoneAt = c.CallbackDoneAt,
                DoneBy = c.CallbackDoneBy is { } by && agents.Find(by) is { } doer ? new NamedRef(doer.Id, doer.Name) : null,
            },
            Rating = c.Rating,
            Solved = c.Solved,
            Presence = ContactView.PresenceOf(contact),
            Handover = c.Handover,
            Version = c.Version,
        };
    }

    /// <summary>For an agent who had it and may see it no longer: where it went, and nothing of what is in it.</summary>
    public static ConversationRow Withdrawn(ConversationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row with
        {
            Contact = row.Contact with { Name = null, Email = null, Phone = null, Level = null, Verified = false },
            LastMessage = null, Unread = 0, Page = null, Callback = null, Rating = null, Solved = null, Sla = null, Tags = [], Skills = new Dictionary<string, int>(),
        };
    }

    private static Message Build(MessageRow row, long seq, Dictionary<string, string>? eventData) => new(
        row.ConversationId,
        seq,
        row.Id,
        row.ClientMessageId,
        new Sender(WireWord.Of(row.SenderKind), row.SenderId == Guid.Empty ? null : row.SenderId, row.SenderName),
        WireWord.Of(row.Kind),
        row.Text,
        [],
        row.CreatedAt,
        row.EventType is null ? null : new MessageEvent(row.EventType, eventData ?? []));
}
