using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>One message from a visitor or an agent into an existing conversation. The same clientMessageId any number of times is one message.</summary>
public sealed class SendMessage(ConversationLanes lanes, AgentCallers agents, ICustomerTextReader reader)
{
    /// <summary>After this long a closed conversation stays closed; a new message begins a new one.</summary>
    public static readonly TimeSpan ReopenableFor = TimeSpan.FromHours(24);

    /// <summary>
    /// From a visitor. Reopens one that was closed less than a day ago, unless the visitor has another open one: whoever is refused starts, and comes there.
    /// <paramref name="mayReopen"/> is asked before one waits in the queue again.
    /// </summary>
    public async Task<Outcome<SendMessageAck>> FromVisitorAsync(
        VisitorCaller visitor, SendMessageRequest request, CancellationToken cancellationToken, MayBegin? mayReopen = null)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var text = Check(request);
        if (!text.IsOk)
        {
            return text.Refusal;
        }

        var reading = await reader.ReadAsync(visitor.InboxId, text.OrThrow(), cancellationToken);
        var draft = MessageDraft.FromVisitor(Actor.Visitor(visitor.ContactId), request.ClientMessageId, text.OrThrow(), reading);
        return await lanes.ForVisitorAsync(
            visitor, request.ConversationId, (unit, token) => VisitorSendsAsync(unit, draft, mayReopen, token), cancellationToken, request.ClientMessageId);
    }

    /// <summary>From the assignee, or a supervisor.</summary>
    public async Task<Outcome<SendMessageAck>> FromAgentAsync(AgentCaller agent, SendMessageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var text = Check(request);
        if (!text.IsOk)
        {
            return text.Refusal;
        }

        return await lanes.ForAgentAsync(
            agent, request.ConversationId, unit => AgentSends(unit, agent, request.ClientMessageId, text.OrThrow()), cancellationToken, request.ClientMessageId);
    }

    /// <summary>A private note, by anyone who sees the conversation, in any state.</summary>
    public async Task<Outcome<SendMessageAck>> NoteAsync(AgentCaller agent, AddNoteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        var text = Check(new SendMessageRequest(request.ConversationId, request.ClientMessageId, request.Text));
        if (!text.IsOk)
        {
            return text.Refusal;
        }

        if (request.Mentions is { Count: > Mentions.Most })
        {
            return Refusal.Invalid($"A note mentions at most {Mentions.Most} agents.");
        }

        return await lanes.ForAgentAsync(
            agent,
            request.ConversationId,
            unit =>
            {
                var note = MessageDraft.Note(agent.Actor, request.ClientMessageId, text.OrThrow());
                return Known(unit, note, m => m.Seq) is { } known ? known : Noted(unit, agent, note, request.Mentions);
            },
            cancellationToken,
            request.ClientMessageId);
    }

    private Outcome<SendMessageAck> Noted(ConversationUnit unit, AgentCaller agent, MessageDraft note, IReadOnlyList<Guid>? mentions)
    {
        var row = unit.Append(note);
        unit.Mention(agent, mentions ?? [], row, agents);
        return new SendMessageAck(row.Seq, row.CreatedAt, Duplicate: false);
    }

    private static Outcome<string> Check(SendMessageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ClientMessageId == Guid.Empty)
        {
            return Refusal.Invalid("clientMessageId is missing.");
        }

        return request.AttachmentIds is { Count: > 0 } ? Refusal.Invalid("Attachments are not available in this inbox.") : CheckedText.Of(request.Text);
    }

    private static async ValueTask<Outcome<SendMessageAck>> VisitorSendsAsync(
        ConversationUnit unit, MessageDraft draft, MayBegin? mayReopen, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (Known(unit, draft, m => m.PublicSeq ?? 0) is { } known)
        {
            return known;
        }

        if (CheckedText.Full(conversation) is { } full)
        {
            return full;
        }

        if (conversation.State == ConversationState.Closed && !await MayReopenAsync(unit, cancellationToken))
        {
            return new Refusal(ErrorCode.ConversationClosed, "This conversation is closed. Start a new one.");
        }

        if (conversation.State == ConversationState.Closed && mayReopen is not null && await mayReopen(unit.Batch.Scope.Db, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (conversation.State is ConversationState.Closed or ConversationState.WrapUp)
        {
            unit.Reopen(draft.Actor);
        }

        return Appended(unit, draft, m => m.PublicSeq ?? 0);
    }

    private static async ValueTask<bool> MayReopenAsync(ConversationUnit unit, CancellationToken cancellationToken) =>
        unit.Conversation is { ClosedAt: { } closed } conversation && unit.Now - closed <= ReopenableFor
        && await unit.Batch.OpenOfAsync(conversation.ContactId, conversation.InboxId, cancellationToken) is null;

    private static Outcome<SendMessageAck> AgentSends(ConversationUnit unit, AgentCaller agent, Guid clientMessageId, string text)
    {
        var draft = MessageDraft.FromAgent(agent.Actor, clientMessageId, text);
        // What was stored stays stored, whoever has the conversation by the time the agent asks again, and whether or not the agent still sees it.
        if (Known(unit, draft, m => m.Seq) is { } known)
        {
            return known;
        }

        return MayAnswer(unit.Conversation, agent) is { } refusal ? refusal : Appended(unit, draft, m => m.Seq);
    }

    private static Refusal? MayAnswer(Conversation conversation, AgentCaller agent) => conversation.State switch
    {
        ConversationState.Closed or ConversationState.WrapUp => new Refusal(ErrorCode.ConversationClosed, "This conversation is closed."),
        ConversationState.Queued or ConversationState.Offered => new Refusal(ErrorCode.NotAssigned, "Nobody has taken this conversation yet."),
        _ when conversation.AssigneeId == agent.Id || agent.IsSupervisor => null,
        _ => new Refusal(ErrorCode.NotAssigned, "This conversation belongs to another agent."),
    };

    private static Outcome<SendMessageAck> Appended(ConversationUnit unit, MessageDraft draft, Func<MessageRow, long> seq)
    {
        var row = unit.Append(draft);
        return new SendMessageAck(seq(row), row.CreatedAt, Duplicate: false);
    }

    private static SendMessageAck? Known(ConversationUnit unit, MessageDraft draft, Func<MessageRow, long> seq) =>
        unit.Batch.Duplicate(unit.Conversation.Id, draft.ClientMessageId, draft.Actor.Id ?? Guid.Empty) is { } row
            ? new SendMessageAck(seq(row), row.CreatedAt, Duplicate: true)
            : null;
}
