using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatService.Server.Platform.Identity;

/// <summary>Who a visitor is: its contact within an inbox, and whether a signed identity proved it.</summary>
/// <param name="Epoch">The contact's epoch when the token was made: a contact with a later one refuses the
/// token.</param>
/// <param name="SecretEpoch">The epoch of the inbox secret that verified the identity; 0 when nothing did.</param>
public sealed record VisitorIdentity(Guid ContactId, Guid InboxId, bool Verified, string Locale, int Epoch = 0, int SecretEpoch = 0);

/// <summary>
/// Signed and encrypted tokens of visitors; no row stands behind them. The visitor token says who, for a year; the connect token opens a connection, for five minutes.
/// </summary>
public sealed class VisitorTokens
{
    /// <summary>How long a visitor is remembered.</summary>
    public static readonly TimeSpan VisitorLifetime = TimeSpan.FromDays(365);

    /// <summary>How long a connect token opens new connections. Short, because it stands in a URL.</summary>
    public static readonly TimeSpan ConnectLifetime = TimeSpan.FromMinutes(5);

    // The epochs stand in the upper half of the expiry, which is zero until the year 2106: a node of the version
    // before reads the token all the same.
    private const byte Layout = 1;
    private const int EpochMask = 0xFFFF;
    private const int HeaderLength = 1 + 8 + 16 + 16 + 1;

    private readonly IDataProtector visitor;
    private readonly IDataProtector connect;
    private readonly TimeProvider time;

    public VisitorTokens(IDataProtectionProvider protection, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(protection);
        this.time = time;
        visitor = protection.CreateProtector("ChatService.Visitor.v1");
        connect = protection.CreateProtector("ChatService.Connect.v1");
    }

    /// <summary>A token to keep.</summary>
    public string VisitorToken(VisitorIdentity identity) => Write(visitor, identity, time.GetUtcNow() + VisitorLifetime);

    /// <summary>A token for the next connections.</summary>
    public string ConnectToken(VisitorIdentity identity) => Write(connect, identity, time.GetUtcNow() + ConnectLifetime);

    /// <summary>token_invalid or token_expired for anything but our own living token.</summary>
    public Outcome<VisitorIdentity> ReadVisitorToken(string? token) => Read(visitor, token);

    /// <summary>As above, for connecting.</summary>
    public Outcome<VisitorIdentity> ReadConnectToken(string? token) => Read(connect, token);

    /// <summary>
    /// True when a token of epoch <paramref name="inToken"/> is one of epoch <paramref name="now"/>: tokens keep the
    /// lower 16 bits.
    /// </summary>
    public static bool IsSameEpoch(int inToken, int now) => inToken == (now & EpochMask);

    private static string Write(IDataProtector protector, VisitorIdentity identity, DateTimeOffset expires)
    {
        var locale = Encoding.UTF8.GetBytes(identity.Locale);
        var plain = new byte[HeaderLength + locale.Length];
        plain[0] = Layout;
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(1), (ushort)(identity.Epoch & EpochMask));
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(3), (ushort)(identity.SecretEpoch & EpochMask));
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(5), (uint)expires.ToUnixTimeSeconds());
        identity.ContactId.TryWriteBytes(plain.AsSpan(9));
        identity.InboxId.TryWriteBytes(plain.AsSpan(25));
        plain[41] = identity.Verified ? (byte)1 : (byte)0;
        locale.CopyTo(plain, HeaderLength);
        return WebEncoders.Base64UrlEncode(protector.Protect(plain));
    }

    private Outcome<VisitorIdentity> Read(IDataProtector protector, string? token)
    {
        // No honest token is longer; unprotecting megabytes of a stranger's text is work for nothing.
        if (string.IsNullOrEmpty(token) || token.Length > 1_024)
        {
            return Invalid;
        }

        byte[] plain;
        try
        {
            plain = protector.Unprotect(WebEncoders.Base64UrlDecode(token));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return Invalid;
        }

        if (plain.Length < HeaderLength || plain[0] != Layout)
        {
            return Invalid;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(plain.AsSpan(5)) <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            return new Refusal(ErrorCode.TokenExpired, "The token has expired.");
        }

        return new VisitorIdentity(
            new Guid(plain.AsSpan(9, 16)), new Guid(plain.AsSpan(25, 16)), plain[41] == 1, Encoding.UTF8.GetString(plain.AsSpan(HeaderLength)),
            BinaryPrimitives.ReadUInt16BigEndian(plain.AsSpan(1)), BinaryPrimitives.ReadUInt16BigEndian(plain.AsSpan(3)));
    }

    private static Refusal Invalid { get; } = new(ErrorCode.TokenInvalid, "The token is not valid.");
}
