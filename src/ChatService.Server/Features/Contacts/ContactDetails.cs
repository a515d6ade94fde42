using ChatService.Domain.Content;

namespace ChatService.Server.Features.Contacts;

/// <summary>What people type as their address and number; kept when it can be one, dropped otherwise.</summary>
public static class ContactDetails
{
    private const int MaxEmail = 254;

    /// <summary>A plausible address in one line, or null.</summary>
    public static string? CleanEmail(string? text)
    {
        var clean = ContentText.CleanName(text, MaxEmail + 1);
        if (clean is null || clean.Length > MaxEmail || clean.Contains(' ', StringComparison.Ordinal))
        {
            return null;
        }

        var at = clean.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == clean.LastIndexOf('@') && at < clean.Length - 1 ? clean : null;
    }

    /// <summary>Digits with the usual separators, 3 to 32 characters, or null.</summary>
    public static string? CleanPhone(string? text)
    {
        var clean = ContentText.CleanName(text, 33);
        return clean is { Length: >= 3 and <= 32 } && clean.Any(char.IsAsciiDigit) && clean.All(c => char.IsAsciiDigit(c) || "+-() ./#".Contains(c, StringComparison.Ordinal))
            ? clean
            : null;
    }
}
