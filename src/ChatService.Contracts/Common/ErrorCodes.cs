using System.Text;

namespace ChatService.Contracts;

/// <summary>The one table from <see cref="ErrorCode"/> to its wire name and HTTP status.</summary>
public static class ErrorCodes
{
    private static readonly Dictionary<ErrorCode, string> Names =
        Enum.GetValues<ErrorCode>().ToDictionary(code => code, code => Snake(code.ToString()));

    /// <summary>snake_case, e.g. <c>not_found</c>.</summary>
    public static string Name(this ErrorCode code) => Names[code];

    /// <summary>The HTTP status that stands for the code.</summary>
    public static int Status(this ErrorCode code) => code switch
    {
        ErrorCode.InvalidArgument or ErrorCode.MessageEmpty or ErrorCode.MessageTooLong or ErrorCode.InvalidUnicode => 400,
        ErrorCode.Unauthenticated or ErrorCode.InvalidCredentials or ErrorCode.SecondFactorRequired or ErrorCode.PasswordChangeRequired or ErrorCode.TokenInvalid
            or ErrorCode.TokenExpired or ErrorCode.IdentityRefused => 401,
        ErrorCode.Forbidden or ErrorCode.OriginRefused => 403,
        ErrorCode.NotFound or ErrorCode.InboxUnknown => 404,
        ErrorCode.Conflict or ErrorCode.OfferEnded or ErrorCode.ConversationClosed
            or ErrorCode.NotAssigned or ErrorCode.CapacityFull or ErrorCode.AgentUnavailable => 409,
        ErrorCode.TooLarge => 413,
        ErrorCode.LockedOut => 423,
        ErrorCode.RateLimited => 429,
        ErrorCode.Unavailable => 503,
        _ => 500,
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
