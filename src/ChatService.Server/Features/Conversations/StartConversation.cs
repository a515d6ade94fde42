using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>Asked in the transaction that is about to begin a conversation or to reopen one; the refusal, or null.</summary>
public delegate ValueTask<Refusal?> MayBegin(ChatDb db, CancellationToken cancellationToken);

/// <summary>A visitor's first message. While a conversation is open the message goes there: one open conversation per contact and inbox.</summary>
public sealed class StartConversation(ConversationLanes lanes, IQueueView queue, ICustomerTextReader reader, InboxDirectory inboxes)
{
    /// <summary>Commits the message, and the contact and conversation when they are new; <paramref name="mayBegin"/> is asked before a new one is made.</summary>
    public async Task<Outcome<StartConversationAnswer>> HandleAsync(
        VisitorCaller visitor, StartConversationRequest request, CancellationToken cancellationToken, MayBegin? mayBegin = null)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (inboxes.Find(visitor.InboxId) is not { Enabled: true })
        {
            return new Refusal(ErrorCode.InboxUnknown, "There is no such inbox.");
        }

        var text = CheckedText.Of(request.Text);
        if (!text.IsOk)
        {
            return text.Refusal;
        }

        if (request.ClientMessageId == Guid.Empty)
        {
            return Refusal.Invalid("clientMessageId is missing.");
        }

        var reading = await reader.ReadAsync(visitor.InboxId, text.OrThrow(), cancellationToken);
        var outcome = await lanes.RunAsync(new Command(visitor, request, text.OrThrow(), reading, mayBegin), cancellationToken);
        if (!outcome.IsOk)
        {
            return outcome.Refusal;
        }

        var (conversation, message) = outcome.OrThrow();
        var place = conversation.IsWaiting ? await queue.PlaceAsync(conversation.Id, cancellationToken) : null;
        return new StartConversationAnswer(conversation.Id, message.PublicSeq ?? 0, message.CreatedAt, ConversationViews.VisitorState(conversation.State), place);
    }

    private sealed class Command(VisitorCaller visitor, StartConversationRequest request, string text, object? reading, MayBegin? mayBegin)
        : IConversationCommand<(Conversation, MessageRow)>
    {
        public Guid LaneKey => visitor.ContactId;
        public Guid? ConversationId => null;
        public Guid? ClientMessageId => null;

        // A message that was stored before is recognised wherever it went.
        public bool IsRepeatable => true;

        public async ValueTask<Outcome<(Conversation, MessageRow)>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            // A contact exists from the first message on: who has none has no conversation to look for either.
            var known = await batch.Scope.Db.Set<Contact>().FindAsync([visitor.ContactId], cancellationToken);
            if (known is not null && await ResentAsync(batch, cancellationToken) is { } resent)
            {
                return resent;
            }

            var unit = known is null ? null : await batch.OpenOfAsync(visitor.ContactId, visitor.InboxId, cancellationToken);
            if (unit is null && mayBegin is not null && await mayBegin(batch.Scope.Db, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var (contact, isChanged) = Seen(batch, known);
            var actor = Actor.Visitor(contact.Id, contact.Name);
            if (unit is not null)
            {
                if (CheckedText.Full(unit.Conversation) is { } full)
                {
                    return full;
                }

                if (isChanged)
                {
                    unit.Raise(new ContactUpdated(actor));
                }

                if (unit.Conversation.State == ConversationState.WrapUp)
                {
                    unit.Reopen(actor);
                }

                return (unit.Conversation, unit.Append(MessageDraft.FromVisitor(actor, request.ClientMessageId, text, reading)));
            }

            unit = batch.Add(NewConversation(batch, contact));
            unit.Raise(new ConversationStarted(actor, visitor.InboxId, contact.Id));
            var message = unit.Append(MessageDraft.FromVisitor(actor, request.ClientMessageId, text, reading));
            unit.Enqueue("started", actor);
            return (unit.Conversation, message);
        }

        // The ack was lost and the client asks again: the same message, wherever it went.
        private async Task<(Conversation, MessageRow)?> ResentAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            var db = batch.Scope.Db;
            var pending = batch.Scope.Rows.Of<MessageRow>()
                .FirstOrDefault(m => m.ClientMessageId == request.ClientMessageId && m.SenderId == visitor.ContactId);
            var message = pending ?? await db.Set<Conversation>()
                .Where(c => c.ContactId == visitor.ContactId && c.InboxId == visitor.InboxId)
                .Join(
                    db.Set<MessageRow>().Where(m => m.ClientMessageId == request.ClientMessageId && m.SenderId == visitor.ContactId),
                    c => c.Id, m => m.ConversationId, (c, m) => m)
                .AsNoTracking().FirstOrDefaultAsync(cancellationToken);
            if (message is null)
            {
                return null;
            }

            var unit = await batch.FindAsync(message.ConversationId, cancellationToken);
            return (unit!.Conversation, message);
        }

        private (Contact Contact, bool IsChanged) Seen(ConversationBatch batch, Contact? known)
        {
            var contact = known;
            if (contact is null)
            {
                contact = new Contact { Id = visitor.ContactId, Locale = visitor.Locale, CreatedAt = batch.Scope.Now };
                batch.Scope.Db.Add(contact);
            }

            var before = ContactFace.Of(contact);
            contact.LastSeenAt = batch.Scope.Now;
            contact.ArriveUnconfirmed(batch.Scope.Now);
            contact.PageAttributes = PageAttributes.Merge(contact.PageAttributes, request.Attributes);
            if (!contact.Verified)
            {
                contact.Name = ContentText.CleanName(request.Name) ?? contact.Name;
                contact.Email = ContactDetails.CleanEmail(request.Email) ?? contact.Email;
            }

            var isChanged = known is not null && !ContactFace.Of(contact).Equals(before);
            contact.Version += isChanged ? 1 : 0;
            return (contact, isChanged);
        }

        private Conversation NewConversation(ConversationBatch batch, Contact contact) => new()
        {
            Id = Guid.CreateVersion7(batch.Scope.Now),
            InboxId = visitor.InboxId,
            ContactId = contact.Id,
            State = ConversationState.Queued,
            Locale = visitor.Locale,
            PageUrl = ContentText.CleanUrl(request.Page?.Url),
            PageTitle = ContentText.CleanName(request.Page?.Title),
            CreatedAt = batch.Scope.Now,
            LastActivityAt = batch.Scope.Now,
        };
    }
}
