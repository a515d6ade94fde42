namespace ChatService.Domain.AutoReplies;

/// <summary>Why a rule, a template or a canned reply was refused. The names are those of the wire (FieldCode).</summary>
public enum RuleComplaintCode
{
    /// <summary>Something is missing or empty.</summary>
    Required,

    /// <summary>A text that is too long.</summary>
    TooLong,

    /// <summary>More entries than there may be.</summary>
    TooMany,

    /// <summary>A number outside its limits.</summary>
    OutOfRange,

    /// <summary>A word or a variable that does not exist.</summary>
    UnknownValue,

    /// <summary>Not written as it must be: a name, a tag, a pattern, a template.</summary>
    BadFormat,

    /// <summary>Two parts of the rule that do not go together.</summary>
    Contradiction,
}
