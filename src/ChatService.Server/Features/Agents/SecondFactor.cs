using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.DataProtection;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// The second factor of those who want one: codes of an authenticator app, or one of ten recovery codes. Its secret is sealed in the
/// store; a code is good once.
/// </summary>
public sealed class SecondFactor(IDataProtectionProvider protection)
{
    private const int RecoveryCodes = 10;

    // Without 0/o, 1/l/i: read from paper. 31^10 is about 49 bits, and wrong ones lock.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly Refusal Required = new(ErrorCode.SecondFactorRequired, "The code of your authenticator app is needed.");
    private static readonly Refusal Wrong = new(ErrorCode.InvalidCredentials, "The code is wrong or was used.");

    private readonly IDataProtector protector = protection.CreateProtector("agent-second-factor");

    /// <summary>Null when the agent has none, or the code is right, which uses it up. Call it inside the transaction of what it permits.</summary>
    public Refusal? Use(Agent agent, string? code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (agent.TotpSecret is not { } secret)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(code))
        {
            return Required;
        }

        if (Totp.Step(protector.Unprotect(secret), code, now, agent.TotpLastStep) is { } step)
        {
            agent.TotpLastStep = step;
            return null;
        }

        var (hash, left) = (HashOf(code), agent.RecoveryCodes ?? []);
        if (!left.Contains(hash))
        {
            return Wrong;
        }

        agent.RecoveryCodes = [.. left.Where(one => one != hash)];
        return null;
    }

    /// <summary>Turns it on when the code belongs to the secret; answers the recovery codes, shown only now. Null: the code is wrong.</summary>
    public IReadOnlyList<string>? TurnOn(Agent agent, string secret, string? code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (Totp.Step(secret, code, now, lastUsed: null) is not { } step)
        {
            return null;
        }

        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Alphabet, 10))];
        (agent.TotpSecret, agent.TotpLastStep, agent.RecoveryCodes) = (protector.Protect(secret), step, [.. codes.Select(HashOf)]);
        return [.. codes.Select(one => $"{one[..5]}-{one[5..]}")];
    }

    /// <summary>Turns it off.</summary>
    public static void TurnOff(Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        (agent.TotpSecret, agent.TotpLastStep, agent.RecoveryCodes) = (null, null, null);
    }

    private static string HashOf(string code)
    {
        var plain = string.Concat(code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
