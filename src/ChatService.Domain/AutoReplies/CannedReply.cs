using ChatService.Domain.Content;

namespace ChatService.Domain.AutoReplies;

/// <summary>A text that an agent puts into the composer by its shortcut, edits and sends. Variables are those of <see cref="ReplyTemplate"/>.</summary>
public sealed record CannedReply
{
    /// <summary>UTF-16 units of a shortcut, with its slash.</summary>
    public const int MaxShortcut = 32;

    /// <summary>Stays the same through all versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the agent types: a slash, then lower-case letters, digits, hyphens (letters of any script). Unique within an installation.</summary>
    public required string Shortcut { get; init; }

    /// <summary>For the list in the console, by language tag.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>What is said; it carries the version.</summary>
    public required ReplyTemplate Template { get; init; }

    /// <summary>The title in the agent's language, by the same fallbacks as a template. Empty only when there is none at all.</summary>
    public string TitleFor(string? language) =>
        LanguageChoice.Choose(Titles.Keys, language, null) is { } tag ? Titles[tag] : "";

    /// <summary>Everything that is wrong with it; empty when it may be stored and used.</summary>
    public IReadOnlyList<RuleComplaint> Validate()
    {
        var found = new List<RuleComplaint>();
        if (!IsShortcut(Shortcut))
        {
            found.Add(new("shortcut", RuleComplaintCode.BadFormat, $"A shortcut is a slash and lower-case letters, digits or hyphens, at most {MaxShortcut} characters."));
        }

        if (Titles.Count == 0 || Titles.Any(title => ContentText.CleanLocale(title.Key) is null || ContentText.CleanName(title.Value) is null))
        {
            found.Add(new("titles", RuleComplaintCode.Required, "Give a title in at least one language."));
        }

        found.AddRange(Template.Validate().Select(complaint => complaint with { Field = $"template.{complaint.Field}" }));
        return found;
    }

    private static bool IsShortcut(string text) =>
        text.Length is >= 2 and <= MaxShortcut
        && text[0] == '/'
        && text.Skip(1).All(c => (char.IsLetterOrDigit(c) && !char.IsUpper(c)) || c == '-');
}
