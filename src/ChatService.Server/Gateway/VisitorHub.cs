using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>What a visitor may say. PROTOCOL.md §2.</summary>
[Authorize(Policies.Visitor)]
public sealed class VisitorHub(
    StartConversation start,
    SendMessage send,
    ConversationQueries queries,
    MarkRead read,
    EndConversation end,
    RateConversation rate,
    UpdateContact update,
    TypingRelay typing,
    VisitorPages pages,
    VisitorLimits limits,
    SetVisitorLocale locale,
    DeskPush desk,
    VisitorConnections connections,
    VisitorAccess access) : Hub<IVisitorClient>
{
    private const string LocaleItem = "locale";

    public override async Task OnConnectedAsync()
    {
        var who = VisitorPrincipal.Identity(Context.User);
        // In this order: a token that ends while it is looked at ends this connection, too.
        connections.Enter(Context, who);
        VisitorLimits.Enter(Context);
        try
        {
            if (await access.CheckAsync(who, Context.ConnectionAborted) is { } ended)
            {
                throw new RefusedException(ended);
            }

            await Groups.AddToGroupAsync(Context.ConnectionId, Audiences.Visitor(who.InboxId, who.ContactId), Context.ConnectionAborted);
            await Groups.AddToGroupAsync(Context.ConnectionId, Audiences.Visitors(who.InboxId), Context.ConnectionAborted);
            // The session may be minutes old, and what was pushed while nobody listened is lost.
            await Clients.Caller.DeskChanged(desk.Current(who.InboxId));
        }
        catch
        {
            // After a failed start the hub is not told of the end.
            connections.Leave(Context);
            throw;
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Leave(Context);
        return Task.CompletedTask;
    }

    public async Task<StartConversationAnswer> StartConversation(StartConversationRequest request)
    {
        var caller = Caller;
        limits.Message(Context, caller);
        StartConversationAnswer? answer = null;
        try
        {
            var outcome = await start.HandleAsync(
                caller, request, Context.ConnectionAborted, (db, token) => limits.StartAsync(Context, caller, request.ClientMessageId, ids => ConversationQueries.StillWaitingAsync(db, ids, token)));
            return answer = outcome.OrThrow();
        }
        finally
        {
            limits.Started(Context, caller, request.ClientMessageId, answer?.ConversationId);
        }
    }

    public async Task<SendMessageAck> SendMessage(SendMessageRequest request)
    {
        var caller = Caller;
        limits.Message(Context, caller);
        var (reopens, isSent) = (false, false);
        try
        {
            var outcome = await send.FromVisitorAsync(caller, request, Context.ConnectionAborted, (db, token) =>
            {
                reopens = true;
                return limits.ReopenAsync(Context, caller, request.ClientMessageId, ids => ConversationQueries.StillWaitingAsync(db, ids, token));
            });
            isSent = outcome.IsOk;
            return outcome.OrThrow();
        }
        finally
        {
            if (reopens)
            {
                limits.Started(Context, caller, request.ClientMessageId, isSent ? request.ConversationId : null);
            }
        }
    }

    [Reads]
    public async Task<VisitorResumeAnswer> Resume(ResumeRequest request)
    {
        var caller = Caller;
        limits.MayRead(Context, caller);
        var answer = (await queries.ResumeAsync(caller, request, Context.ConnectionAborted)).OrThrow();
        limits.Read(Context, caller, answer.Messages.Count);
        return answer;
    }

    public async Task<Empty> Typing(TypingRequest request) =>
        (await typing.FromVisitorAsync(Caller, request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> MarkRead(MarkReadRequest request) =>
        (await read.ByVisitorAsync(Writes(), request, Context.ConnectionAborted)).OrThrow();

    public async Task<StateAnswer> EndConversation(ConversationRequest request) =>
        (await end.ByVisitorAsync(Writes(), request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> Rate(RateRequest request)
    {
        var caller = Caller;
        limits.Rate(Context, caller);
        return (await rate.RateAsync(caller, request, Context.ConnectionAborted)).OrThrow();
    }

    public async Task<UpdateContactAnswer> UpdateContact(UpdateContactRequest request) =>
        (await update.HandleAsync(Writes().ContactId, request, Context.ConnectionAborted)).OrThrow();

    public async Task<Empty> RequestCallback(RequestCallbackRequest request)
    {
        var caller = Caller;
        if (string.IsNullOrWhiteSpace(request.Note))
        {
            limits.Write(Context, caller);
        }
        else
        {
            // Its note is a message.
            limits.Message(Context, caller);
        }

        return (await rate.RequestCallbackAsync(caller, request, Context.ConnectionAborted)).OrThrow();
    }

    public Empty PageViewed(PageView request)
    {
        pages.Report(Writes().ContactId, request);
        return Empty.Value;
    }

    public async Task<Empty> SetLocale(SetLocaleRequest request)
    {
        var tag = SetVisitorLocale.Check(request).OrThrow();
        var caller = Writes();
        // A conversation that this connection starts later has the language, too.
        Context.Items[LocaleItem] = tag;
        return (await locale.HandleAsync(caller, tag, Context.ConnectionAborted)).OrThrow();
    }

    // The caller of a call that writes something.
    private VisitorCaller Writes()
    {
        var caller = Caller;
        limits.Write(Context, caller);
        return caller;
    }

    private VisitorCaller Caller
    {
        get
        {
            var caller = connections.Caller(Context);
            return Context.Items.TryGetValue(LocaleItem, out var said) && said is string tag ? caller with { Locale = tag } : caller;
        }
    }
}
