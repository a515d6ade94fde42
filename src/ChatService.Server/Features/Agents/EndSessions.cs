using System.Linq.Expressions;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Ends log-ins of an agent within a transaction.</summary>
public static class EndSessions
{
    /// <summary>Those that match; each is told.</summary>
    public static async Task EndAsync(WriteScope scope, Guid agentId, Expression<Func<AgentSession, bool>> which, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (var session in await scope.Db.Set<AgentSession>().Where(s => s.AgentId == agentId && s.EndedAt == null).Where(which).ToListAsync(cancellationToken))
        {
            session.EndedAt = scope.Now;
            scope.Tell(new AgentAccessEnded(agentId, session.Id));
        }
    }

    /// <summary>
    /// The API tokens that act as this person; each is told. Tokens that have an agent of their own stay: a program
    /// is not locked out by a person's password.
    /// </summary>
    public static async Task EndPersonalTokensAsync(WriteScope scope, Guid agentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (var token in await scope.Db.Set<ApiToken>().Where(t => t.AgentId == agentId).ToListAsync(cancellationToken))
        {
            scope.Db.Remove(token);
            scope.Tell(new SnapshotStale(typeof(ApiToken)));
            scope.Tell(new AgentAccessEnded(agentId, token.Id));
        }
    }

    /// <summary>All of them, and every open socket, those of API tokens included.</summary>
    public static async Task EndAllAsync(WriteScope scope, Guid agentId, CancellationToken cancellationToken)
    {
        await EndAsync(scope, agentId, _ => true, cancellationToken);
        scope.Tell(new AgentAccessEnded(agentId, null));
    }
}
