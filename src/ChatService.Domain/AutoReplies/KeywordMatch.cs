namespace ChatService.Domain.AutoReplies;

/// <summary>
/// What a customer message must contain: any of the words or phrases, or the pattern.
/// <para>
/// Text and words are compared without regard to case, full or half width, compatibility forms (NFKC), invisible characters and the amount of white space. A word in a script that
/// puts spaces between words must stand alone ("art" is not in "start"); Chinese, Japanese, Korean, Thai and their like match anywhere. In mixed text each end of the word
/// follows its own script: "refund" is found in "我要refund谢谢".
/// </para>
/// </summary>
public sealed record KeywordMatch
{
    /// <summary>More belongs into a classifier.</summary>
    public const int MaxWords = 100;

    /// <summary>UTF-16 units of one word or phrase.</summary>
    public const int MaxWordLength = 100;

    /// <summary>UTF-16 units of a pattern.</summary>
    public const int MaxPatternLength = 500;

    /// <summary>
    /// A match that takes longer counts as none. The engine looks at its clock every thousand characters or so: it
    /// may take several times as long.
    /// </summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>Words or phrases, at most 100 of at most 100 characters.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>
    /// A .NET regular expression without look-around and back-references, at most 500 characters, seen against the normalised text, ignoring case.
    /// Only the first 2 000 characters of a message are looked at. Who runs it limits all patterns of a message
    /// together.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>Everything that is wrong with it; empty when it may be used.</summary>
    public IReadOnlyList<RuleComplaint> Validate()
    {
        var found = new List<RuleComplaint>();
        if (Words.Count == 0 && string.IsNullOrEmpty(Pattern))
        {
            found.Add(new("keywords", RuleComplaintCode.Required, "Give at least one word or a pattern."));
        }

        if (Words.Count > MaxWords)
        {
            found.Add(new("keywords.words", RuleComplaintCode.TooMany, $"At most {MaxWords} words."));
        }

        for (var i = 0; i < Words.Count; i++)
        {
            if (Words[i].Length > MaxWordLength || MatchText.Normalise(Words[i]).Length == 0)
            {
                found.Add(new($"keywords.words[{i}]", RuleComplaintCode.BadFormat, $"A word has 1 to {MaxWordLength} visible characters."));
            }
        }

        if (!string.IsNullOrEmpty(Pattern) && KeywordPattern.Complaint(Pattern) is { } complaint)
        {
            found.Add(new("keywords.pattern", RuleComplaintCode.BadFormat, complaint));
        }

        return found;
    }

    /// <summary>Whether a text matches. Prepares everything anew: for a single question such as "try it out" in the settings. The engine uses an <see cref="AutoReplyRuleSet"/>.</summary>
    public bool Matches(string text) => new KeywordMatcher(OfItsOwn).Matches(MatchText.NormaliseHead(text));

    private AutoReplyRule OfItsOwn => new() { Id = Guid.Empty, Name = "", Trigger = new(AutoReplyTriggerKind.Keyword), Actions = [], Keywords = this };
}
