using System.Globalization;
using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Gateway;

/// <summary>From a connection's claims to the caller.</summary>
public static class VisitorPrincipal
{
    /// <summary>What its connect token said. Throws unauthenticated for a principal that is no visitor.</summary>
    public static VisitorIdentity Identity(ClaimsPrincipal? user)
    {
        var caller = Caller(user);
        return new VisitorIdentity(caller.ContactId, caller.InboxId, caller.Verified, caller.Locale, Number(user!, Claims.Epoch), Number(user!, Claims.SecretEpoch));
    }

    /// <summary>Throws unauthenticated for a principal that is no visitor.</summary>
    public static VisitorCaller Caller(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(Claims.ContactId), out var contact) && Guid.TryParse(user.FindFirstValue(Claims.InboxId), out var inbox)
            ? new VisitorCaller(contact, inbox, user.FindFirstValue(Claims.Verified) == "1", user.FindFirstValue(Claims.Locale) ?? "en")
            : throw new RefusedException(new Refusal(ErrorCode.Unauthenticated, "A connect token is needed."));

    private static int Number(ClaimsPrincipal user, string claim) =>
        int.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
