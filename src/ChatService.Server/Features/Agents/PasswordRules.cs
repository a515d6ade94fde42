using System.Text;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// Passwords that are guessed first, whatever their length: a well-known word with decoration, a row of keys or letters, a repetition,
/// and what stands in the person's own name or address.
/// </summary>
public static class PasswordRules
{
    // What must be left of a password besides what everybody, or everybody who knows the person, tries first.
    private const int LeastOwn = 6;

    // Words and rows that head the lists of guesses everywhere; kept short, because decoration and repetition are taken off first.
    private static readonly string[] Common =
    [
        "password", "passwort", "passwd", "motdepasse", "contrasena", "welcome", "willkommen", "letmein", "changeme", "default", "secret",
        "geheim", "admin", "administrator", "root", "user", "guest", "test", "demo", "temp", "login", "master", "support", "service",
        "chatservice", "helpdesk", "company", "office", "summer", "winter", "spring", "autumn", "sommer", "monday", "friday", "january",
        "iloveyou", "sunshine", "princess", "football", "baseball", "monkey", "dragon", "superman", "batman", "pokemon", "starwars",
        "hello", "hallo", "whatever", "freedom", "trustno", "abcdef", "woaini", "mima", "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn",
        "yxcvbn", "qazwsx", "onetwothree",
    ];

    // Rows of a keyboard, the alphabet and the digits: any run of them, in either direction, is one guess.
    private static readonly string[] Rows =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb"];

    /// <summary>True when it is likely among the first guesses. <paramref name="own"/>: name and address of the person, and of the product.</summary>
    public static bool IsGuessable(string password, params IEnumerable<string?> own)
    {
        ArgumentNullException.ThrowIfNull(password);
        var text = password.ToLowerInvariant();
        var core = Plain(Bare(text));
        var rest = core;
        foreach (var word in Common.Concat(own.SelectMany(Parts)).OrderByDescending(word => word.Length))
        {
            rest = rest.Replace(word, string.Empty, StringComparison.Ordinal);
        }

        var digits = text.Count(char.IsAsciiDigit);
        return text.Distinct().Count() < 4 || IsRepetition(text) || Unlike(text) < LeastOwn || (Unlike(rest) < LeastOwn && (rest.Length < core.Length || core.Length == 0))
            || (digits == text.Length && Unlike(text) < 8);
    }

    // Without the year, the row of digits and the exclamation mark that are put around a word.
    private static string Bare(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && !char.IsLetter(text[from]))
        {
            from++;
        }

        while (to > from && !char.IsLetter(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    // As people decorate a word: pa$$w0rd.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c switch { '0' => 'o', '1' => 'i', '!' => 'i', '3' => 'e', '4' => 'a', '@' => 'a', '5' => 's', '$' => 's', '7' => 't', _ => c });
        }

        return plain.ToString();
    }

    // "abcabcabcabc": a short piece, again and again.
    private static bool IsRepetition(string text) => Enumerable.Range(1, text.Length / 2).Where(size => size <= LeastOwn)
        .Any(size => Enumerable.Range(size, text.Length - size).All(i => text[i] == text[i % size]));

    // How many characters are left when each run along a row, and each repeated character, counts as one.
    private static int Unlike(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            var run = 1;
            while (i + run < text.Length && IsRun(text.AsSpan(i, run + 1)))
            {
                run++;
            }

            i += run > 2 ? run : 1;
        }

        return count;
    }

    private static bool IsRun(ReadOnlySpan<char> piece)
    {
        if (piece.IndexOfAnyExcept(piece[0]) < 0)
        {
            return true;
        }

        foreach (var row in Rows)
        {
            var there = new string(piece);
            var back = new string([.. there.Reverse()]);
            if (row.Contains(there, StringComparison.Ordinal) || row.Contains(back, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Parts(string? text) => (text ?? string.Empty).ToLowerInvariant()
        .Split([' ', '.', '-', '_', '@', '+'], StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(part => part.Length > 2);
}
