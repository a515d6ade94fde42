using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary>Whether the log-in or API token behind a principal is good at this moment; asked by what outlives the request that showed it.</summary>
public sealed class LiveLogIns(AgentCallers callers, AgentSessions sessions, ApiTokens tokens)
{
    /// <summary>The agent with the rights it has now. Throws unauthenticated when the agent, its log-in or its token has ended.</summary>
    public async Task<Agent> OfAsync(ClaimsPrincipal? user, CancellationToken cancellationToken)
    {
        var agent = callers.Of(user);
        if (!Guid.TryParse(user?.FindFirstValue(Claims.SessionId), out var session))
        {
            return agent;
        }

        var isLive = user.Identities.Any(identity => identity.AuthenticationType == Schemes.Token)
            ? tokens.IsLive(session)
            : await sessions.CheckAsync(session, agent.Id, cancellationToken) != AgentSessions.Found.Ended;
        return isLive ? agent : throw new RefusedException(new Refusal(ErrorCode.Unauthenticated, "Please log in."));
    }
}
