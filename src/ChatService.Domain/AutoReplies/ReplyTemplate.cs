using ChatService.Domain.Content;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// A text in several languages, with variables: <c>{{contact.name|there}}</c>, <c>{{agent.name}}</c>, <c>{{inbox.name}}</c>, <c>{{queue.position}}</c>, <c>{{hours.next_opening}}</c>.
/// What follows <c>|</c> is said when the value is empty. White space around name and fallback does not count.
/// </summary>
public sealed record ReplyTemplate
{
    /// <summary>Stays the same through all versions. Empty for a template that lives and is versioned inside its rule.</summary>
    public Guid Id { get; init; }

    /// <summary>From 1, one more with each change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Text by language tag (<c>en</c>, <c>zh-CN</c>); at least one.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Everything that is wrong with it; empty when it may be stored and used.</summary>
    public IReadOnlyList<RuleComplaint> Validate()
    {
        var found = new List<RuleComplaint>();
        if (Version < 1)
        {
            found.Add(new("version", RuleComplaintCode.OutOfRange, "Versions count from 1."));
        }

        if (Texts.Count == 0)
        {
            found.Add(new("texts", RuleComplaintCode.Required, "Give a text in at least one language."));
        }

        foreach (var (tag, text) in Texts)
        {
            var field = $"texts.{tag}";
            if (ContentText.CleanLocale(tag) is null)
            {
                found.Add(new(field, RuleComplaintCode.BadFormat, "Not a language tag such as en or zh-CN."));
            }

            if (MessageText.Check(text).Refusal is { } refusal)
            {
                found.Add(refusal == ContentRefusal.Empty
                    ? new(field, RuleComplaintCode.Required, "The text is empty.")
                    : new(field, refusal == ContentRefusal.TooLong ? RuleComplaintCode.TooLong : RuleComplaintCode.BadFormat, $"The text is refused: {refusal}."));
            }
            else
            {
                found.AddRange(TemplateText.Complaints(text).Select(complaint => new RuleComplaint(field, RuleComplaintCode.BadFormat, complaint)));
            }
        }

        return found;
    }

    /// <summary>
    /// The text in the best language at hand: the customer's exact tag, its shorter forms, another text of the same language; the same for the inbox's language; English; any.
    /// One pass: a value is never read as a template. A variable that is not known (validation refuses it) is empty. Never throws.
    /// </summary>
    /// <param name="values">What the variables stand for.</param>
    /// <param name="language">The customer's language tag, if known.</param>
    /// <param name="inboxLanguage">The inbox's default language, if set.</param>
    /// <param name="now">The time at which it is said, for "today" and "tomorrow".</param>
    /// <returns>A text that <see cref="MessageText.Check"/> has passed, or null when nothing that may be said is left.</returns>
    public RenderedText? Render(TemplateValues values, string? language, string? inboxLanguage, DateTimeOffset now)
    {
        if (LanguageChoice.Choose(Texts.Keys, language, inboxLanguage) is not { } chosen)
        {
            return null;
        }

        var text = TemplateText.Render(Texts[chosen], name => values.Find(name, chosen, now));
        return MessageText.Check(text).Clean is { } clean ? new RenderedText(clean, chosen, Id, Version) : null;
    }
}
