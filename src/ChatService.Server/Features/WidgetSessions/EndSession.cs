using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>Body of a log-out: the token that shall end.</summary>
public sealed record EndSessionRequest(string? VisitorToken);

/// <summary>
/// A visitor's log-out: every token of this visitor ends, its live connections too. Its pages on other devices name
/// it again.
/// </summary>
public sealed class EndSession(VisitorTokens tokens, WriteSession session)
{
    /// <summary>Always done: a token that is not good opens nothing, which is what was asked for.</summary>
    public async Task<Outcome<Empty>> HandleAsync(EndSessionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (tokens.ReadVisitorToken(request.VisitorToken) is { IsOk: true } read)
        {
            await EndAsync(read.OrThrow(), cancellationToken);
        }

        return Empty.Value;
    }

    private Task EndAsync(VisitorIdentity who, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            // An older token must not be able to end those that are good now.
            if (await scope.Db.Set<Contact>().FindAsync([who.ContactId], token) is { } contact
                && VisitorTokens.IsSameEpoch(who.Epoch, contact.Epoch) && contact.Verified == who.Verified)
            {
                VisitorAccessEnded.Raise(scope, contact);
            }
        },
        cancellationToken);
}
