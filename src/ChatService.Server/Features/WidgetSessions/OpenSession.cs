using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>What a page sends to begin or go on. PROTOCOL.md §1.</summary>
public sealed record SessionRequest(string? InboxKey, string? VisitorToken = null, string? Locale = null, PageView? Page = null, SignedIdentity? Identity = null,
    Dictionary<string, string?>? Attributes = null);

/// <summary>The inbox as a widget needs it, texts in the session's language.</summary>
public sealed record SessionInbox(
    string Key, string Name, string Color, bool Open, DateTimeOffset? OpensAt, string Locale, string? Greeting,
    IReadOnlyList<string> SuggestedQuestions, PreChat PreChat, Launcher Launcher, int? AnswersWithinSeconds,
    string? Desk = null, DateTimeOffset? ChangesAt = null);

/// <summary>Everything a widget needs before its first connection.</summary>
public sealed record SessionAnswer(
    string VisitorToken, string ConnectToken, SessionInbox Inbox, VisitorContact Contact, VisitorConversation? Conversation, DateTimeOffset ServerTime);

/// <summary>Opens a visitor's session. Makes no row and sets no cookie, unless a signed identity says who it is; what the page says is kept on a contact that is there.</summary>
public sealed class OpenSession(
    InboxDirectory inboxes,
    IInboxDesk desk,
    IInboxPromise promise,
    VisitorTokens tokens,
    IdentifyContact identify,
    VisitorAccess access,
    RememberAttributes remember,
    ConversationQueries conversations,
    IDbContextFactory<ChatDb> contexts,
    TimeProvider time)
{
    /// <summary>inbox_unknown, origin_refused, token_invalid, token_expired or identity_refused.</summary>
    public async Task<Outcome<SessionAnswer>> HandleAsync(SessionRequest request, string? origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (inboxes.FindEnabled(request.InboxKey) is not { } inbox)
        {
            return new Refusal(ErrorCode.InboxUnknown, "There is no such inbox.");
        }

        if (!InboxOrigins.Allows(inbox, origin))
        {
            return new Refusal(ErrorCode.OriginRefused, "This website may not use this inbox.");
        }

        var who = await WhoAsync(request, inbox, cancellationToken);
        if (!who.IsOk)
        {
            return who.Refusal;
        }

        if (request.Attributes is { Count: > 0 } said)
        {
            await remember.HandleAsync(who.OrThrow().ContactId, said, cancellationToken);
        }

        return await AnswerAsync(who.OrThrow(), inbox, cancellationToken);
    }

    private async Task<Outcome<VisitorIdentity>> WhoAsync(SessionRequest request, Inbox inbox, CancellationToken cancellationToken)
    {
        var locale = ContentText.CleanLocale(request.Locale) ?? inbox.Locale;
        var nobody = new VisitorIdentity(Guid.CreateVersion7(), inbox.Id, Verified: false, locale);
        VisitorIdentity? shown = null;
        if (!string.IsNullOrEmpty(request.VisitorToken))
        {
            var read = Read(request.VisitorToken, inbox);
            if (!read.IsOk)
            {
                return read.Refusal;
            }

            shown = read.OrThrow() with { Locale = locale };
        }

        var ended = shown is null ? null : await access.CheckAsync(shown, cancellationToken);
        if (request.Identity is null)
        {
            return ended is null ? shown ?? nobody : ended;
        }

        // The proof is the identity. A token that has ended takes nothing away from it, and adds nothing.
        var visitor = ended is null && shown is not null ? shown : nobody;
        var contact = await identify.HandleAsync(inbox, request.Identity, new ShownToken(visitor.ContactId, shown?.ContactId, ended is null), cancellationToken);
        return contact.Map(who => visitor with { ContactId = who.ContactId, Verified = true, Epoch = who.Epoch, SecretEpoch = inbox.SecretEpoch });
    }

    private Outcome<VisitorIdentity> Read(string token, Inbox inbox)
    {
        var known = tokens.ReadVisitorToken(token);
        return known.IsOk && known.OrThrow().InboxId != inbox.Id ? new Refusal(ErrorCode.TokenInvalid, "The token belongs to another inbox.") : known;
    }

    private async Task<Outcome<SessionAnswer>> AnswerAsync(VisitorIdentity who, Inbox inbox, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var atDesk = desk.Of(inbox.Id, now);
        var contact = await ContactAsync(who, cancellationToken);
        return new SessionAnswer(
            tokens.VisitorToken(who),
            tokens.ConnectToken(who),
            new SessionInbox(
                inbox.Key, inbox.Name, inbox.Color, atDesk.State != DeskState.Closed, atDesk.OpensAt, who.Locale,
                Localized.Choose(inbox.Greeting, who.Locale, inbox.Locale), Localized.Choose(inbox.SuggestedQuestions, who.Locale, inbox.Locale) ?? [],
                inbox.PreChat, inbox.Launcher, promise.FirstResponseSeconds(inbox.Id), WireWord.Of(atDesk.State), atDesk.ChangesAt),
            contact,
            await conversations.LatestAsync(who.ContactId, inbox.Id, now - SendMessage.ReopenableFor, cancellationToken),
            now);
    }

    private async Task<VisitorContact> ContactAsync(VisitorIdentity who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Contact>().AsNoTracking().Where(c => c.Id == who.ContactId)
            .Select(c => new VisitorContact(c.Name, c.Email, c.Verified)).FirstOrDefaultAsync(cancellationToken) ?? new VisitorContact(null, null, false);
    }
}
