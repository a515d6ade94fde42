using System.Security.Cryptography;
using System.Text;

namespace ChatService.Server.Features.Agents;

/// <summary>Under which keys the wrong passwords of one attempt are counted.</summary>
/// <param name="Account">The hash of the e-mail address.</param>
/// <param name="Own">The account from this network address, or from this browser where the account has logged in before.</param>
/// <param name="Strangers">The account from all browsers that it has not used; null for one that it has.</param>
public sealed record LoginKeys(Guid Account, Guid Own, Guid? Strangers)
{
    /// <summary>The hash of an e-mail address.</summary>
    public static Guid AccountOf(string email) => Hash("account", email);

    /// <summary>A log-in.</summary>
    public static LoginKeys LogIn(string email, string address, Guid? knownBrowser) => knownBrowser is { } browser
        ? new(AccountOf(email), Hash("browser", email, browser.ToString()), null)
        : new(AccountOf(email), Hash("address", email, address), Hash("strangers", email));

    /// <summary>The current password, asked of one who is logged in: counted by itself, so that a guesser at a forgotten desk locks nobody's log-in.</summary>
    public static LoginKeys OwnPassword(string email) => new(AccountOf(email), Hash("password", email), null);

    // A hash of 128 bits is enough: it is compared, never trusted.
    private static Guid Hash(params string[] parts) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
