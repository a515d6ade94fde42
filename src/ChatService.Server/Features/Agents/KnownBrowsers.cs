using System.Security.Cryptography;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// A signed cookie that a browser gets at a log-in. It names accounts that have logged in there and opens nothing: with it wrong passwords are counted for this browser alone,
/// so strangers who keep an account locked do not lock its owner out (OWASP, device cookies).
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection, CookieNames names)
{
    private const string Name = "chatservice-browser";
    private const int IdBytes = 16;

    // A shared desk has a few people; the one who logged in longest ago goes.
    private const int MaxAccounts = 8;
    private const int MaxLength = 1_024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector protector = protection.CreateProtector("ChatService.KnownBrowser.v1");

    /// <summary>The browser's id when this account has logged in there before, or null.</summary>
    public Guid? Of(HttpRequest request, Guid account) => Read(request) is { } known && known.Accounts.Contains(account) ? known.Id : null;

    /// <summary>Remembers a log-in.</summary>
    public void Remember(HttpContext context, Guid account)
    {
        ArgumentNullException.ThrowIfNull(context);
        var known = Read(context.Request);
        List<Guid> accounts = [account, .. (known?.Accounts ?? []).Where(a => a != account).Take(MaxAccounts - 1)];
        var plain = new byte[IdBytes * (1 + accounts.Count)];
        (known?.Id ?? new Guid(RandomNumberGenerator.GetBytes(IdBytes))).TryWriteBytes(plain);
        for (var i = 0; i < accounts.Count; i++)
        {
            accounts[i].TryWriteBytes(plain.AsSpan(IdBytes * (i + 1)));
        }

        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = Lifetime };
        context.Response.Cookies.Append(
            names.Of(context.Request, Name), WebEncoders.Base64UrlEncode(protector.Protect(plain)), names.Complete(context.Request, options));
    }

    private Known? Read(HttpRequest request)
    {
        if (request.Cookies[names.Of(request, Name)] is not { Length: > 0 and <= MaxLength } cookie)
        {
            return null;
        }

        try
        {
            var plain = protector.Unprotect(WebEncoders.Base64UrlDecode(cookie));
            return plain.Length % IdBytes != 0 || plain.Length < IdBytes
                ? null
                : new Known(new Guid(plain.AsSpan(0, IdBytes)), [.. plain.Chunk(IdBytes).Skip(1).Select(bytes => new Guid(bytes))]);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private sealed record Known(Guid Id, IReadOnlyList<Guid> Accounts);
}
