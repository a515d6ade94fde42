using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>
/// Whether a visitor's token is still good. A token ends when its contact's epoch is raised (first verification,
/// log-out, revocation) or, for a verified visitor, when the
/// inbox gets a new secret. So a token that was handed out before an identity was proven is never good for the person
/// who proved it.
/// </summary>
public sealed class VisitorAccess(InboxDirectory inboxes, IDbContextFactory<ChatDb> contexts)
{
    private static readonly Refusal Ended = new(ErrorCode.TokenExpired, "The visitor's token has ended. Begin a new session.");

    /// <summary>
    /// Null, or token_expired. Reads the contact at each call: a token that has ended is refused from the commit on,
    /// by every node.
    /// </summary>
    public async Task<Refusal?> CheckAsync(VisitorIdentity who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Verified && !VisitorTokens.IsSameEpoch(who.SecretEpoch, inboxes.Find(who.InboxId)?.SecretEpoch ?? 0))
        {
            return Ended;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var contact = await db.Set<Contact>().Where(c => c.Id == who.ContactId).Select(c => new { c.Epoch, c.Verified }).FirstOrDefaultAsync(cancellationToken);
        // A visitor without a row has not written yet. Tokens of before epochs existed say only whether they were
        // made after the proof.
        return VisitorTokens.IsSameEpoch(who.Epoch, contact?.Epoch ?? 0) && (contact?.Verified ?? false) == who.Verified ? null : Ended;
    }
}
