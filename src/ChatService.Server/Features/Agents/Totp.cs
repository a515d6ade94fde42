using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatService.Server.Features.Agents;

/// <summary>Time-based one-time codes: RFC 6238 with SHA-1, 30 s and 6 digits, as every authenticator app has it.</summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits, in base 32.</summary>
    public static string NewSecret()
    {
        // SHA-1's own size, as RFC 4226 asks for; five bits a letter.
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        return string.Concat(random.ToArray().Select(b => Base32[b & 31]));
    }

    /// <summary>The text that an app reads from a QR code.</summary>
    public static string Uri(string secret, string account, string issuer) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}?secret={secret}&issuer={System.Uri.EscapeDataString(issuer)}";

    /// <summary>
    /// The step to which the code belongs, or null when it is wrong. One step before and after is good, for clocks that differ; a step that was used is not.
    /// </summary>
    public static long? Step(string secret, string? code, DateTimeOffset now, long? lastUsed)
    {
        var given = (code ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (given.Length != 6 || !given.All(char.IsAsciiDigit))
        {
            return null;
        }

        var step = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        foreach (var one in new[] { step - 1, step, step + 1 })
        {
            var matches = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, one)), Encoding.ASCII.GetBytes(given));
            found = matches && !(one <= lastUsed) ? one : found;
        }

        return found;
    }

    /// <summary>The code of a step.</summary>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's own algorithm; nothing here rests on collisions.
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string secret)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var c in secret)
        {
            buffer = (buffer << 5) | Base32.IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
