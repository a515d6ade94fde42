using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

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

    // OWASP asks for 210 000 rounds of PBKDF2 with SHA-512. Hashes with fewer are made anew at the next log-in.
    private const int Rounds = 210_000;

    private readonly int rounds;
    private readonly PasswordHasher<Agent> hasher;
    private readonly Agent nobody = new();
    private readonly string nobodysHash;

    /// <summary>With the rounds that a server uses.</summary>
    public Passwords() : this(Rounds)
    {
    }

    /// <summary>With other rounds: tests of everything else log in a thousand times.</summary>
    public Passwords(int rounds)
    {
        this.rounds = rounds;
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        nobodysHash = hasher.HashPassword(nobody, OneTime());
    }

    /// <summary>What is wrong with it, or null.</summary>
    public static FieldComplaint? Complaint(string? password, Agent? owner = null) => password switch
    {
        null or { Length: < MinLength } => new(FieldCode.TooShort, $"A password has at least {MinLength} characters."),
        { Length: > MaxLength } => new(FieldCode.TooLong, $"A password has at most {MaxLength} characters."),
        _ when string.IsNullOrWhiteSpace(password) => new(FieldCode.Required, "A password is not made of spaces."),
        _ when PasswordRules.IsGuessable(password, owner?.Name, owner?.Email) => new(
            FieldCode.TooCommon, "This password is among the first that are guessed. Three or four words that do not belong together are good."),
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
        (agent.FailedLogins, agent.LockedUntil, agent.OneTimeUntil) = (0, null, null);
    }

    /// <summary>As a refusal of one field.</summary>
    public static Refusal Refuse(string field, FieldComplaint complaint)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        return new Refusal(ErrorCode.InvalidArgument, complaint.Text) { Errors = new Dictionary<string, IReadOnlyList<FieldComplaint>> { [field] = [complaint] } };
    }

    /// <summary>How long a password is good that we made and somebody else has read.</summary>
    public static readonly TimeSpan OneTimeFor = TimeSpan.FromDays(7);

    /// <summary>A new value: what rested on the old one ends.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    // A hash of fewer rounds is refused as late as any other: the time tells nobody that somebody has the address.
    private void FillUp(string hash, string password)
    {
        // The format's bytes 5 to 8: the rounds.
        if (Convert.FromBase64String(hash) is [1, _, _, _, _, _, _, _, _, .. var salt] bytes
            && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(5)) is > 0 and var fewer && fewer < rounds)
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt.AsSpan(0, Math.Min(salt.Length, 16)), rounds - fewer, HashAlgorithmName.SHA512, 32);
        }
    }

    /// <summary>Takes the same time for an agent without a password, or for nobody (null), as for a wrong one.</summary>
    public bool Verify(Agent? agent, string password) => Verify(agent, password, out _);

    /// <summary>As above; <paramref name="isOld"/>: right, but hashed with fewer rounds than today.</summary>
    public bool Verify(Agent? agent, string password, out bool isOld)
    {
        var hash = string.IsNullOrEmpty(agent?.PasswordHash) ? nobodysHash : agent.PasswordHash;
        var result = hasher.VerifyHashedPassword(agent ?? nobody, hash, password);
        isOld = result == PasswordVerificationResult.SuccessRehashNeeded;
        if (result == PasswordVerificationResult.Failed)
        {
            FillUp(hash, password);
        }

        var matches = result != PasswordVerificationResult.Failed;
        return matches && !string.IsNullOrEmpty(agent?.PasswordHash);
    }
}
