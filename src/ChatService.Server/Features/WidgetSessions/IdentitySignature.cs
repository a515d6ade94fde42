using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>Who an integrator says the visitor is, signed with the inbox secret.</summary>
/// <param name="ExternalId">The integrator's own id of the person.</param>
/// <param name="Name">Shown to agents.</param>
/// <param name="Email">Verified by the signature.</param>
/// <param name="Phone">Verified by the signature.</param>
/// <param name="Attributes">At most 50.</param>
/// <param name="IssuedAt">Unix seconds; at most five minutes old.</param>
/// <param name="Signature">Lower-case hex of the HMAC, see PROTOCOL.md §1.</param>
/// <param name="Version">Of the signed form: 2, or 1 (also when it is left out).</param>
public sealed record SignedIdentity(
    string? ExternalId, string? Name, string? Email, string? Phone, Dictionary<string, string>? Attributes, long IssuedAt, string? Signature, int? Version = null);

/// <summary>Checks signed identities.</summary>
public static class IdentitySignature
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>True for a fresh identity that was signed with this secret. Compared in constant time.</summary>
    public static bool IsValid(SignedIdentity identity, string secret, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var age = now.ToUnixTimeSeconds() - identity.IssuedAt;
        // A little of the future is another machine's clock.
        if (string.IsNullOrEmpty(identity.ExternalId) || identity.ExternalId.Length > 200 || string.IsNullOrEmpty(identity.Signature)
            || age > MaxAge.TotalSeconds || age < -ClockSkew.TotalSeconds || identity.Attributes is { Count: > 50 } || !IsUnambiguous(identity))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign(identity, secret)), Encoding.UTF8.GetBytes(identity.Signature));
    }

    /// <summary>From then on it is refused for its age, whatever clock of ours is asked: one that is a minute behind still refuses it.</summary>
    public static DateTimeOffset ExpiresAt(SignedIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return DateTimeOffset.FromUnixTimeSeconds(identity.IssuedAt) + MaxAge + ClockSkew;
    }

    /// <summary>The signature an integrator must send.</summary>
    public static string Sign(SignedIdentity identity, string secret)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var key = Encoding.UTF8.GetBytes(secret);
        // Each form has a hash of its own: a text that was signed as one can never be shown as the other.
        return Convert.ToHexStringLower(identity.Version == 2
            ? HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(Canonical(identity)))
            : HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Lines(identity))));
    }

    // The lines of form 1 can be read in two ways when a field brings line breaks of its own, or a name of an
    // attribute its equals sign.
    private static bool IsUnambiguous(SignedIdentity identity) => identity.Version switch
    {
        2 => true,
        null or 1 => Fields(identity).All(field => !field.Any(char.IsControl)) && (identity.Attributes ?? []).Keys.All(key => !key.Contains('=', StringComparison.Ordinal)),
        _ => false,
    };

    // Netstrings: the length of each field stands before it, so no field can pretend to be two.
    private static string Canonical(SignedIdentity identity) =>
        string.Concat(Fields(identity).Select(field => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},")));

    // In the order in which they are signed; attributes by the UTF-8 bytes of their names, which every language can
    // sort by.
    private static IEnumerable<string> Fields(SignedIdentity identity) =>
    [
        identity.ExternalId ?? string.Empty,
        identity.Name ?? string.Empty,
        identity.Email ?? string.Empty,
        identity.Phone ?? string.Empty,
        identity.IssuedAt.ToString(CultureInfo.InvariantCulture),
        .. (identity.Attributes ?? []).OrderBy(a => Encoding.UTF8.GetBytes(a.Key), ByteOrder).SelectMany(a => new[] { a.Key, a.Value ?? string.Empty }),
    ];

    private static IComparer<byte[]> ByteOrder { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static string Lines(SignedIdentity identity)
    {
        var lines = new List<string>
        {
            identity.ExternalId ?? string.Empty,
            identity.Name ?? string.Empty,
            identity.Email ?? string.Empty,
            identity.Phone ?? string.Empty,
            identity.IssuedAt.ToString(CultureInfo.InvariantCulture),
        };
        lines.AddRange((identity.Attributes ?? []).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
        return string.Join('\n', lines);
    }
}
