using ChatService.Contracts;

namespace ChatService.Server.Platform.Errors;

/// <summary>A "no" with its reason; a value, not an exception, as long as a use case decides.</summary>
public sealed record Refusal(ErrorCode Code, string Text)
{
    /// <summary>For a bad body: every complaint, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FieldComplaint>>? Errors { get; init; }

    /// <summary>For rate_limited and locked_out, and for unavailable where it is known: when it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No such thing, or not the caller's: the two are told apart for nobody.</summary>
    public static Refusal NotFound(string what) => new(ErrorCode.NotFound, $"There is no such {what}.");

    /// <summary>A bad argument.</summary>
    public static Refusal Invalid(string text) => new(ErrorCode.InvalidArgument, text);

    /// <summary>A text with a character that no database column holds.</summary>
    public static Refusal Unstorable { get; } = Invalid("A text holds a character that cannot be stored.");

    /// <summary>Nothing was changed and the same call may be sent again.</summary>
    public static Refusal Unavailable { get; } = new(ErrorCode.Unavailable, "The server cannot do this right now. Nothing was changed; send it again.");
}
