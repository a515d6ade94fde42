using ChatService.Domain.Content;

namespace ChatService.Server.Features.Contacts;

/// <summary>What a website tells of its visitor without a signature (<c>setAttributes</c>). Kept apart from what was signed; nothing here refuses, what cannot be kept is left out.</summary>
public static class PageAttributes
{
    /// <summary>Of one contact.</summary>
    public const int MaxCount = 20;

    /// <summary>UTF-16 units of a name; a longer one is left out, as half a name would be another one.</summary>
    public const int MaxName = 40;

    /// <summary>UTF-16 units of a value; a longer one is cut.</summary>
    public const int MaxValue = 500;

    /// <summary>What is kept after the page has said this: the new ones win, an empty value takes its name away. Null when there is none.</summary>
    public static Dictionary<string, string>? Merge(Dictionary<string, string>? kept, IReadOnlyDictionary<string, string?>? said)
    {
        if (said is null or { Count: 0 })
        {
            return kept;
        }

        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in said)
        {
            if (name.Length > MaxName || ContentText.CleanName(name, MaxName) is not { } clean || ReservedNames.Contains(clean))
            {
                continue;
            }

            if (ContentText.CleanName(value, MaxValue) is not { } text)
            {
                gone.Add(clean);
            }
            else if (merged.ContainsKey(clean) || merged.Count < MaxCount)
            {
                merged[clean] = text;
            }
        }

        foreach (var (name, value) in (kept ?? []).Where(k => !merged.ContainsKey(k.Key) && !gone.Contains(k.Key)).Take(MaxCount - merged.Count))
        {
            merged.Add(name, value);
        }

        return merged.Count == 0 ? null : merged;
    }

    /// <summary>The same names with the same values.</summary>
    public static bool Same(Dictionary<string, string>? a, Dictionary<string, string>? b) =>
        (a?.Count ?? 0) == (b?.Count ?? 0) && (a ?? []).All(pair => b is not null && b.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
