using ChatService.Contracts;

namespace ChatService.Server.Platform.Errors;

/// <summary>One thing that is wrong with a field: a code for programs, a sentence in English for people.</summary>
public sealed record FieldComplaint(FieldCode Code, string Text);

/// <summary>Collects everything that is wrong with a body before refusing it, by field path (<c>routing.rings.0.afterSeconds</c>).</summary>
public sealed class Complaints
{
    private readonly Dictionary<string, List<FieldComplaint>> byField = new(StringComparer.Ordinal);

    /// <summary>True when there is a complaint.</summary>
    public bool Any => byField.Count > 0;

    /// <summary>Notes one complaint; the same one twice is one.</summary>
    public void Add(string field, FieldCode code, string text)
    {
        if (!byField.TryGetValue(field, out var noted))
        {
            byField[field] = noted = [];
        }

        var complaint = new FieldComplaint(code, text);
        if (!noted.Contains(complaint))
        {
            noted.Add(complaint);
        }
    }

    /// <summary>Notes a complaint unless the condition holds.</summary>
    public void Require(bool holds, string field, FieldCode code, string text)
    {
        if (!holds)
        {
            Add(field, code, text);
        }
    }

    /// <summary>The refusal that carries all of them, or null when there is none.</summary>
    public Refusal? ToRefusal() => Any
        ? new Refusal(ErrorCode.InvalidArgument, "Some fields cannot be accepted.") { Errors = byField.ToDictionary(e => e.Key, e => (IReadOnlyList<FieldComplaint>)e.Value) }
        : null;
}
