using System.Globalization;
using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>What a visitor says at the end, and what it asks for: CSAT and a call-back.</summary>
public sealed class RateConversation(ConversationLanes lanes, ICustomerTextReader reader)
{
    private static readonly TimeSpan ChangeableFor = TimeSpan.FromHours(24);
    private const int MaxComment = 2_000;

    /// <summary>
    /// Whether it was solved, and 1 (bad) to 5 (good), once it is over; may be changed for a day. What is absent stays
    /// as it was.
    /// </summary>
    public async Task<Outcome<Empty>> RateAsync(VisitorCaller visitor, RateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Score is < 1 or > 5)
        {
            return Refusal.Invalid("score is 1 to 5.");
        }

        if (request is { Score: null, Solved: null })
        {
            return Refusal.Invalid("Give score or solved.");
        }

        if (request.Comment is { Length: > MaxComment })
        {
            return new Refusal(ErrorCode.MessageTooLong, $"A comment has at most {MaxComment} characters.");
        }

        var comment = string.IsNullOrWhiteSpace(request.Comment) ? null : MessageText.Check(request.Comment).Clean;
        return await lanes.ForVisitorAsync<Empty>(
            visitor,
            request.ConversationId,
            unit =>
            {
                var conversation = unit.Conversation;
                if (conversation.ClosedAt is null)
                {
                    return new Refusal(ErrorCode.Conflict, "The conversation is not over yet.");
                }

                if (conversation.RatedAt is { } rated && unit.Now - rated > ChangeableFor)
                {
                    return new Refusal(ErrorCode.Conflict, "The rating can no longer be changed.");
                }

                Keep(unit, Actor.Visitor(visitor.ContactId), new Judgement(
                    request.Score ?? conversation.Rating, request.Solved ?? conversation.Solved, comment ?? conversation.RatingComment));
                return Empty.Value;
            },
            cancellationToken);
    }

    // Said again after a lost answer it is the same rating: nothing happens twice.
    private static void Keep(ConversationUnit unit, Actor visitor, Judgement said)
    {
        var conversation = unit.Conversation;
        if (said == new Judgement(conversation.Rating, conversation.Solved, conversation.RatingComment))
        {
            return;
        }

        (conversation.Rating, conversation.Solved, conversation.RatingComment) = said;
        conversation.RatedAt ??= unit.Now;
        unit.Raise(new ConversationRated(visitor, said.Score, said.Solved));
        // For agents only: the visitor sees its own rating where it gave it.
        unit.AppendEvent("rated", said.Text, visitor, isPublic: false, said.Data);
    }

    /// <summary>Keeps where to call back and says so in the transcript.</summary>
    public async Task<Outcome<Empty>> RequestCallbackAsync(VisitorCaller visitor, RequestCallbackRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(request);
        var (phone, email) = (ContactDetails.CleanPhone(request.Phone), ContactDetails.CleanEmail(request.Email));
        if (phone is null && email is null)
        {
            return Refusal.Invalid("Give a phone number or an e-mail address.");
        }

        var note = string.IsNullOrWhiteSpace(request.Note) ? null : MessageText.Check(request.Note).Clean;
        var reading = note is null ? null : await reader.ReadAsync(visitor.InboxId, note, cancellationToken);
        return await lanes.ForVisitorAsync<Empty>(
            visitor,
            request.ConversationId,
            unit =>
            {
                if (unit.Conversation.State == ConversationState.Closed)
                {
                    return new Refusal(ErrorCode.ConversationClosed, "This conversation is closed.");
                }

                if (CheckedText.Full(unit.Conversation) is { } full)
                {
                    return full;
                }

                var actor = Actor.Visitor(visitor.ContactId);
                if ((unit.Conversation.CallbackPhone, unit.Conversation.CallbackEmail) != (phone, email))
                {
                    (unit.Conversation.CallbackPhone, unit.Conversation.CallbackEmail) = (phone, email);
                    // Another number is another call: what was done before does not count for it.
                    (unit.Conversation.CallbackRequestedAt, unit.Conversation.CallbackDoneAt, unit.Conversation.CallbackDoneBy) = (unit.Now, null, null);
                    unit.Raise(new CallbackRequested(actor));
                    unit.AppendEvent("callback_requested", "We will get back to you.", actor);
                }

                var noteId = request.ClientMessageId ?? Guid.CreateVersion7();
                if (note is not null && unit.Batch.Duplicate(unit.Conversation.Id, noteId, visitor.ContactId) is null)
                {
                    unit.Append(MessageDraft.FromVisitor(actor, noteId, note, reading));
                }

                return Empty.Value;
            },
            cancellationToken,
            request.ClientMessageId);
    }

    /// <summary>What the customer thinks of it: all that holds, not only what was said last.</summary>
    private sealed record Judgement(int? Score, bool? Solved, string? Comment)
    {
        public string Text => (Score, Solved) switch
        {
            ({ } score, _) => $"The customer rated {score} of 5.",
            (_, true) => "The customer says it was solved.",
            _ => "The customer says it was not solved.",
        };

        public Dictionary<string, string> Data
        {
            get
            {
                var data = new Dictionary<string, string>();
                if (Score is { } score)
                {
                    data["score"] = score.ToString(CultureInfo.InvariantCulture);
                }

                if (Solved is { } solved)
                {
                    data["solved"] = solved ? "yes" : "no";
                }

                if (Comment is not null)
                {
                    data["comment"] = Comment;
                }

                return data;
            }
        }
    }
}
