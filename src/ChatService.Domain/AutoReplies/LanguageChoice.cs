namespace ChatService.Domain.AutoReplies;

/// <summary>Which of the languages at hand a person is served in.</summary>
internal static class LanguageChoice
{
    /// <summary>
    /// The best key of <paramref name="available"/>: the exact tag, then shorter and shorter forms of it (zh-Hans-CN, zh-Hans, zh), then any text in the same language;
    /// the same for the inbox's language; then English; then whichever comes first by its tag. Null only when there is nothing.
    /// </summary>
    public static string? Choose(IEnumerable<string> available, string? language, string? inboxLanguage)
    {
        var tags = available.Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return Find(tags, language) ?? Find(tags, inboxLanguage) ?? Find(tags, "en") ?? tags.FirstOrDefault();
    }

    /// <summary>Whether the wanted tag is the language itself or a wider form of it.</summary>
    public static bool Includes(string wanted, string language) =>
        language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (language.Length == wanted.Length || language[wanted.Length] == '-');

    private static string? Find(string[] tags, string? language)
    {
        if (string.IsNullOrEmpty(language))
        {
            return null;
        }

        for (var form = language; form.Length > 0; form = form[..Math.Max(form.LastIndexOf('-'), 0)])
        {
            if (Array.Find(tags, tag => tag.Equals(form, StringComparison.OrdinalIgnoreCase)) is { } exact)
            {
                return exact;
            }
        }

        var primary = language.Split('-', 2)[0];
        return primary.Length == 0 ? null : Array.Find(tags, tag => Includes(primary, tag));
    }
}
