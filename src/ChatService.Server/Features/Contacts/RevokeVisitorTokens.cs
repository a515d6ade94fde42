using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>
/// An admin ends every token of a visitor: a lost phone, a token that was copied. The contact and its conversations
/// stay.
/// </summary>
public sealed class RevokeVisitorTokens(WriteSession writes, IStorageEngine engine)
{
    /// <summary>not_found.</summary>
    public Task<Outcome<Done>> HandleAsync(Agent actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return writes.EditAsync<Done>(
            engine,
            async (scope, token) =>
            {
                if (await scope.Db.Set<Contact>().FindAsync([id], token) is not { } contact)
                {
                    return Refusal.NotFound("contact");
                }

                VisitorAccessEnded.Raise(scope, contact);
                AuditTrail.Record(scope, actor.Id, actor.Name, "revoke_tokens", "contact", contact.Id, null);
                return Done.It;
            },
            cancellationToken);
    }
}
