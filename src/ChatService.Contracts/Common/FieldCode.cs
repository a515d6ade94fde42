namespace ChatService.Contracts;

/// <summary>What is wrong with one field of a body; the wire form is snake_case, see PROTOCOL.md §5. Clients word it in their own language.</summary>
public enum FieldCode
{
    /// <summary>It is missing or empty.</summary>
    Required,
    /// <summary>Fewer characters than it needs.</summary>
    TooShort,
    /// <summary>More characters than it may have.</summary>
    TooLong,
    /// <summary>More entries than it may have.</summary>
    TooMany,
    /// <summary>A number, time or length outside its limits, or out of order.</summary>
    OutOfRange,
    /// <summary>Not one of the words that it may be.</summary>
    UnknownValue,
    /// <summary>Not written as it must be: an address, a tag, a date, a pattern.</summary>
    BadFormat,
    /// <summary>It names something that does not exist.</summary>
    UnknownReference,
    /// <summary>Another one has it already.</summary>
    Taken,
    /// <summary>It stands there twice.</summary>
    Repeated,
    /// <summary>It does not go with another field.</summary>
    Contradiction,
    /// <summary>Not what is stored, such as a wrong current password.</summary>
    Mismatch,
    /// <summary>Among the first that are guessed: a common word, a row of keys, a name.</summary>
    TooCommon,
    /// <summary>Something else names it and needs it.</summary>
    InUse,
    /// <summary>This installation cannot do it.</summary>
    Unsupported,
}
