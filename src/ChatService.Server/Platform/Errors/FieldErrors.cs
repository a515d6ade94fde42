using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatService.Server.Platform.Errors;

/// <summary>Collects every complaint about a body, by field, so that one answer names them all.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> byField = new(StringComparer.Ordinal);

    /// <summary>True when there is a complaint.</summary>
    public bool Any => byField.Count > 0;

    /// <summary>Adds one; <paramref name="field"/> is written like <c>weekly[2].start</c>.</summary>
    public void Add(string field, string text)
    {
        if (!byField.TryGetValue(field, out var texts))
        {
            byField[field] = texts = [];
        }

        if (!texts.Contains(text))
        {
            texts.Add(text);
        }
    }

    /// <summary>invalid_argument with <c>errors</c>.</summary>
    public ProblemHttpResult ToProblem() =>
        Refusal.Invalid("Some fields need another value.").ToProblem(byField.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
}
