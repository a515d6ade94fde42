using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Agents;

/// <summary>Skills with their levels, whether somebody has them or a conversation needs them. Names are the same without regard to case.</summary>
public static class SkillRules
{
    /// <summary>UTF-16 units of a name.</summary>
    public const int MaxName = 50;

    /// <summary>The best there is; 1 is the least.</summary>
    public const int MaxLevel = 5;

    /// <summary>Notes everything that is wrong with them under <paramref name="field"/>.</summary>
    public static void Check(IReadOnlyDictionary<string, int>? skills, int most, string field, Complaints complaints)
    {
        ArgumentNullException.ThrowIfNull(complaints);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        complaints.Require(skills is null || skills.Count <= most, field, FieldCode.TooMany, $"At most {most} skills.");
        foreach (var (name, level) in skills ?? new Dictionary<string, int>())
        {
            if (name.Length > MaxName || ContentText.CleanName(name, MaxName) is not { } clean)
            {
                complaints.Add(field, FieldCode.TooLong, $"A skill has a name of at most {MaxName} characters.");
            }
            else if (ReservedNames.Contains(clean))
            {
                complaints.Add($"{field}.{name}", FieldCode.BadFormat, "This name is reserved.");
            }
            else if (!names.Add(clean))
            {
                complaints.Add($"{field}.{name}", FieldCode.Repeated, "This skill is there twice.");
            }
            else if (level is < 1 or > MaxLevel)
            {
                complaints.Add($"{field}.{name}", FieldCode.OutOfRange, $"The level is 1 to {MaxLevel}.");
            }
        }
    }

    /// <summary>As they are stored; only after <see cref="Check"/>.</summary>
    public static Dictionary<string, int> Clean(IReadOnlyDictionary<string, int> skills)
    {
        ArgumentNullException.ThrowIfNull(skills);
        return skills.ToDictionary(s => ContentText.CleanName(s.Key, MaxName)!, s => s.Value);
    }
}
