using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>The customer reads another language from now on.</summary>
public sealed record LocaleChanged(Actor Actor, string From, string To) : ConversationEvent(Actor)
{
    public override string Type => "locale_changed";
    public override object Data => new { From, To };
}

/// <summary>The visitor's page has changed its language: the contact and the open conversation follow, and with them automatic texts and the agent's row.</summary>
public sealed class SetVisitorLocale(ConversationLanes lanes)
{
    /// <summary>The tag in its canonical form, or invalid_argument.</summary>
    public static Outcome<string> Check(SetLocaleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContentText.CleanLocale(request.Locale) is { } tag ? tag : Refusal.Invalid("locale is a language tag such as en or zh-CN.");
    }

    /// <summary>Changes nothing for a visitor that has not written yet, and for one that has this language already.</summary>
    public Task<Outcome<Empty>> HandleAsync(VisitorCaller visitor, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return lanes.RunManyAsync<Outcome<Empty>>((batch, token) => ChangeAsync(batch, visitor, tag, token), cancellationToken);
    }

    private static async Task<Outcome<Empty>> ChangeAsync(ConversationBatch batch, VisitorCaller visitor, string tag, CancellationToken cancellationToken)
    {
        if (await batch.Scope.Db.Set<Contact>().FindAsync([visitor.ContactId], cancellationToken) is not { } contact)
        {
            return Empty.Value;
        }

        if (contact.Locale != tag)
        {
            contact.Locale = tag;
            contact.Version++;
        }

        if (await batch.OpenOfAsync(visitor.ContactId, visitor.InboxId, cancellationToken) is { } unit && unit.Conversation.Locale != tag)
        {
            var before = unit.Conversation.Locale;
            unit.Conversation.Locale = tag;
            unit.Raise(new LocaleChanged(Actor.Visitor(contact.Id, contact.Name), before, tag));
        }

        return Empty.Value;
    }
}
