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
/// <param name="Signature">Lower-case hex of HMAC-SHA256, see PROTOCOL.md §1.</param>
public sealed record SignedIdentity(
    string? ExternalId, string? Name, string? Email, string? Phone, Dictionary<string, string>? Attributes, long IssuedAt, string? Signature);

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
            || age > MaxAge.TotalSeconds || age < -ClockSkew.TotalSeconds || identity.Attributes is { Count: > 50 })
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
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Canonical(identity))));
    }

    private static string Canonical(SignedIdentity identity)
    {
        var lines = new List<string>
        {
            identity.ExternalId ?? string.Empty,
            identity.Name ?? string.Empty,
            identity.Email ?? string.Empty,
            identity.Phone ?? string.Empty,
            identity.IssuedAt.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        lines.AddRange((identity.Attributes ?? []).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
        return string.Join('\n', lines);
    }
}
