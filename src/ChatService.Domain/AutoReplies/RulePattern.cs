using System.Text.RegularExpressions;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// The pattern of one rule in use, to be matched before the decision: a match may take long whatever its engine
/// promises, so it is the caller's to run it where it holds up nobody and
/// to give it up. Safe for concurrent use.
/// </summary>
public sealed class RulePattern
{
    private readonly Regex regex;
    private readonly AutoReplyConditions conditions;

    internal RulePattern(AutoReplyRule rule, string pattern, bool isSaid = false)
    {
        IsSaid = isSaid;
        IsOurs = pattern == DefaultAutoReplies.OrderNumber;
        (RuleId, RuleVersion, conditions) = (rule.Id, rule.Version, rule.Conditions);
        regex = KeywordPattern.Compile(pattern);
        // The first match makes the engine's code and tables: no customer's message waits for that.
        _ = TryMatch(regex, "a first match, 1 2 3");
    }

    /// <summary>
    /// True: the pattern of <see cref="AutoReplyConditions.Said"/>, which is looked for in every message of the
    /// customer. False: the pattern of the rule's keywords.
    /// </summary>
    public bool IsSaid { get; }

    /// <summary>It ships with the product and takes microseconds for the longest text: it needs no thread that can be given up.</summary>
    public bool IsOurs { get; }

    /// <summary>Whose pattern it is.</summary>
    public Guid RuleId { get; }

    /// <summary>The version of the rule.</summary>
    public int RuleVersion { get; }

    /// <summary>
    /// The part of a message that keywords are looked for in, in the form in which they are compared.
    /// </summary>
    public static string Prepare(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MatchText.NormaliseHead(text);
    }

    /// <summary>The rule may fire in this inbox at all.</summary>
    public bool IsFor(Guid inboxId) => conditions.HoldForInbox(inboxId);

    /// <summary>Whether the prepared text matches; false also when the engine's own limit ended the match.</summary>
    public bool Matches(string prepared) => TryMatch(regex, prepared) ?? false;

    internal static RulePattern? OfSaid(AutoReplyRule rule) =>
        rule.Conditions.Said is { } said ? new RulePattern(rule, said.Pattern, isSaid: true) : null;

    // Null: the engine's own limit ended the match.
    internal static bool? TryMatch(Regex regex, string prepared)
    {
        try
        {
            return regex.IsMatch(prepared);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
