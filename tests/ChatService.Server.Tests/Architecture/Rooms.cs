using System.Text.RegularExpressions;

namespace ChatService.Server.Tests.Architecture;

/// <summary>A source file: where it stands, relative to the repository, and what it says.</summary>
public sealed record SourceFile(string Path, string Text);

/// <summary>The lines of DESIGN §2, checked on source text so that a reference by full name counts as much as a using.</summary>
public static partial class Rooms
{
    // A room may use the rooms of lower tiers. Rooms of tier 1 know each other; in every other tier rooms are strangers and meet through events.
    private static readonly Dictionary<string, int> Tiers = new()
    {
        ["Audit"] = 0,
        ["Inboxes"] = 1, ["Agents"] = 1, ["Contacts"] = 1,
        ["BusinessHours"] = 2, ["Presence"] = 2,
        ["Conversations"] = 3,
        ["Routing"] = 4, ["Sla"] = 4, ["Abandonment"] = 4, ["Supervision"] = 4, ["AutoReplies"] = 4, ["CannedReplies"] = 4, ["Search"] = 4, ["ConversationApi"] = 4, ["WidgetSessions"] = 4, ["Site"] = 4, ["Tags"] = 4,
        // Reports read what the rooms below have stored; nobody reads reports.
        ["Analytics"] = 5,
    };

    private const int Familiar = 1;

    /// <summary>Every line that goes the wrong way, as a sentence.</summary>
    public static IReadOnlyList<string> Complaints(IEnumerable<SourceFile> files)
    {
        var complaints = new List<string>();
        foreach (var file in files)
        {
            complaints.AddRange(FeatureComplaints(file));
            complaints.AddRange(LibraryComplaints(file));
        }

        return complaints;
    }

    private static IEnumerable<string> FeatureComplaints(SourceFile file)
    {
        var feature = FeaturePath().Match(file.Path);
        var platform = file.Path.StartsWith("src/ChatService.Server/Platform/", StringComparison.Ordinal);
        if (!feature.Success && !platform)
        {
            yield break;
        }

        if (file.Text.Contains("ChatService.Server.Gateway", StringComparison.Ordinal))
        {
            yield return $"{file.Path} reaches up to the Gateway.";
        }

        foreach (var used in FeatureName().Matches(file.Text).Select(m => m.Groups[1].Value).Distinct())
        {
            if (platform)
            {
                yield return $"{file.Path} is Platform and names the feature {used}.";
            }
            else if (!Allowed(feature.Groups[1].Value, used))
            {
                yield return $"{file.Path} reaches from {feature.Groups[1].Value} to {used}.";
            }
        }
    }

    private static bool Allowed(string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        return Tiers.TryGetValue(from, out var mine) && Tiers.TryGetValue(to, out var its) && (its < mine || (its == mine && mine == Familiar));
    }

    private static IEnumerable<string> LibraryComplaints(SourceFile file)
    {
        if (file.Text.Contains("StackExchange.Redis", StringComparison.Ordinal) && !file.Path.StartsWith("src/ChatService.Realtime/", StringComparison.Ordinal))
        {
            yield return $"{file.Path} uses StackExchange.Redis outside Realtime.";
        }

        if (file.Text.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            && !FeaturePath().IsMatch(file.Path) && !file.Path.StartsWith("src/ChatService.Server/Platform/", StringComparison.Ordinal))
        {
            yield return $"{file.Path} uses EF Core outside Features and Platform.";
        }
    }

    [GeneratedRegex("^src/ChatService\\.Server/Features/([A-Za-z]+)/")]
    private static partial Regex FeaturePath();

    [GeneratedRegex("ChatService\\.Server\\.Features\\.([A-Za-z]+)")]
    private static partial Regex FeatureName();
}
