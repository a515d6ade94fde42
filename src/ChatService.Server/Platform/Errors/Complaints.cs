using ChatService.Contracts;

namespace ChatService.Server.Platform.Errors;

/// <summary>Collects everything that is wrong with a body before refusing it, by field path (<c>routing.rings.0.afterSeconds</c>).</summary>
public sealed class Complaints
{
    private readonly Dictionary<string, List<string>> byField = [];

    /// <summary>Notes one complaint.</summary>
    public void Add(string field, string text)
    {
        if (!byField.TryGetValue(field, out var texts))
        {
            byField[field] = texts = [];
        }

        texts.Add(text);
    }

    /// <summary>Notes a complaint unless the condition holds.</summary>
    public void Require(bool holds, string field, string text)
    {
        if (!holds)
        {
            Add(field, text);
        }
    }

    /// <summary>The refusal that carries all of them, or null when there is none.</summary>
    public Refusal? ToRefusal() => byField.Count == 0
        ? null
        : new Refusal(ErrorCode.InvalidArgument, "Some fields cannot be accepted.") { Errors = byField.ToDictionary(e => e.Key, e => e.Value.ToArray()) };
}
