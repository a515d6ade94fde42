namespace ChatService.Server.Features.WidgetSessions;

/// <summary>Texts by language tag.</summary>
public static class Localized
{
    /// <summary>Exact tag, then its language, then another region of it, then the fallback's, then English, then any; null when there is none.</summary>
    public static T? Choose<T>(IReadOnlyDictionary<string, T> texts, string locale, string fallback)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var tag in new[] { locale, fallback, "en" })
        {
            var language = Language(tag);
            var found = texts.FirstOrDefault(t => string.Equals(t.Key, tag, StringComparison.OrdinalIgnoreCase)).Value
                ?? texts.FirstOrDefault(t => string.Equals(t.Key, language, StringComparison.OrdinalIgnoreCase)).Value
                ?? texts.FirstOrDefault(t => string.Equals(Language(t.Key), language, StringComparison.OrdinalIgnoreCase)).Value;
            if (found is not null)
            {
                return found;
            }
        }

        return texts.Values.FirstOrDefault();
    }

    private static string Language(string tag) => tag.Split('-')[0];
}
