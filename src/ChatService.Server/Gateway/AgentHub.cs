using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>What an agent may say. PROTOCOL.md §2. Rights are read at each call, not at log-in.</summary>
[Authorize(Policies.Agent)]
public sealed class AgentHub(
    AgentCallers callers,
    AgentConnections connections,
    SetStatus status,
    AnswerOffer offers,
    TakeConversation take,
    SendMessage send,
    ConversationQueries queries,
    MarkRead read,
    EndConversation end,
    UndoEnd undo,
    ReopenConversation reopen,
    TransferConversation transfer,
    SetPriority priority,
    Watches watches,
    TypingRelay typing) : Hub<IAgentClient>
{
    public override Task OnConnectedAsync() => connections.EnterAsync(Context, Groups, Clients.Caller);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watches.Leave(Context.ConnectionId);
        return connections.LeaveAsync(Context);
    }

    public async Task<SetStatusAnswer> SetStatus(SetStatusRequest request) =>
        (await status.HandleAsync(Caller.Agent, request, Context.ConnectionAborted)).OrThrow();

    public async Task<ConversationAnswer> AcceptOffer(AcceptOfferRequest request) =>
        (await offers.AcceptAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> DeclineOffer(DeclineOfferRequest request) =>
        (await offers.DeclineAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<ConversationAnswer> Take(ConversationRequest request) =>
        (await take.HandleAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<SendMessageAck> SendMessage(SendMessageRequest request) =>
        (await send.FromAgentAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<SendMessageAck> AddNote(AddNoteRequest request) =>
        (await send.NoteAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    [Reads]
    public async Task<AgentResumeAnswer> Resume(ResumeRequest request) =>
        (await queries.ResumeAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> Typing(TypingRequest request) =>
        (await typing.FromAgentAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> MarkRead(MarkReadRequest request) =>
        (await read.ByAgentAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    [Reads]
    public async Task<Empty> Watch(ConversationRequest request) => (await watches.AddAsync(Context, Caller, request.ConversationId)).OrThrow();

    [Reads]
    public Empty Unwatch(ConversationRequest request)
    {
        watches.Remove(Context.ConnectionId, request.ConversationId);
        return Empty.Value;
    }

    public async Task<StateAnswer> Transfer(TransferRequest request) =>
        (await transfer.HandleAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<StateAnswer> Close(CloseRequest request) =>
        (await end.ByAgentAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<StateAnswer> UndoEnd(ConversationRequest request) =>
        (await undo.HandleAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<StateAnswer> Reopen(ReopenRequest request) =>
        (await reopen.HandleAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<StateAnswer> FinishWrapUp(ConversationRequest request) =>
        (await end.FinishWrapUpAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<PriorityAnswer> SetPriority(SetPriorityRequest request) =>
        (await priority.HandleAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    private AgentCaller Caller => new(callers.Of(Context.User));
}
