namespace ChatService.Domain.Content;

/// <summary>Why a chat text was not taken. Nothing of a refused text is stored or shown.</summary>
public enum ContentRefusal
{
    /// <summary>Nothing visible is left after trimming and cleaning.</summary>
    Empty,

    /// <summary>More than <see cref="MessageText.MaxChars"/> UTF-16 units after cleaning.</summary>
    TooLong,

    /// <summary>A surrogate without its other half: not text, and no store or peer would agree on what it is.</summary>
    InvalidUnicode,
}
