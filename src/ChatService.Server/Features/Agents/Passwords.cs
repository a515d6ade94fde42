using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary>Hashing (PBKDF2, salted, the shared framework's format), rules and one-time passwords.</summary>
public sealed class Passwords
{
    /// <summary>Shorter ones are refused; length beats rules about characters (NIST SP 800-63B).</summary>
    public const int MinLength = 10;

    /// <summary>Longer ones are refused before any work is done on them.</summary>
    public const int MaxLength = 256;

    // Without 0/O, 1/l/I: it is read from a screen and typed once. 54^16 is about 92 bits.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly PasswordHasher<Agent> hasher = new();
    private readonly Agent nobody = new();
    private readonly string nobodysHash;

    public Passwords() => nobodysHash = hasher.HashPassword(nobody, OneTime());

    /// <summary>What is wrong with it, or null.</summary>
    public static FieldComplaint? Complaint(string? password) => password switch
    {
        null or { Length: < MinLength } => new(FieldCode.TooShort, $"A password has at least {MinLength} characters."),
        { Length: > MaxLength } => new(FieldCode.TooLong, $"A password has at most {MaxLength} characters."),
        _ when string.IsNullOrWhiteSpace(password) => new(FieldCode.Required, "A password is not made of spaces."),
        _ => null,
    };

    /// <summary>A random password of 16 characters.</summary>
    public static string OneTime() => RandomNumberGenerator.GetString(Alphabet, 16);

    /// <summary>Takes a tenth of a second on purpose: never call it inside a write transaction.</summary>
    public string Hash(string password) => hasher.HashPassword(nobody, password);

    /// <summary>Sets hash and security stamp, and lifts a lock.</summary>
    public static void Set(Agent agent, string hash)
    {
        ArgumentNullException.ThrowIfNull(agent);
        (agent.PasswordHash, agent.SecurityStamp) = (hash, NewStamp());
        (agent.FailedLogins, agent.LockedUntil) = (0, null);
    }

    /// <summary>A new value: what rested on the old one ends.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Takes the same time for an agent without a password, or for nobody (null), as for a wrong one.</summary>
    public bool Verify(Agent? agent, string password)
    {
        var hash = string.IsNullOrEmpty(agent?.PasswordHash) ? nobodysHash : agent.PasswordHash;
        var matches = hasher.VerifyHashedPassword(agent ?? nobody, hash, password) != PasswordVerificationResult.Failed;
        return matches && !string.IsNullOrEmpty(agent?.PasswordHash);
    }
}
