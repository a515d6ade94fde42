using System.Security.Claims;
using ChatService.Contracts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary>From a principal to the agent with the rights it has now, not those of its log-in.</summary>
public sealed class AgentCallers(AgentDirectory agents, InboxDirectory inboxes)
{
    /// <summary>Throws unauthenticated when the agent is gone or disabled.</summary>
    public Agent Of(ClaimsPrincipal? user) => Find(user) ?? throw new RefusedException(new Refusal(ErrorCode.Unauthenticated, "Please log in."));

    /// <summary>Null when the agent is gone or disabled.</summary>
    public Agent? Find(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirstValue(Claims.AgentId), out var id) ? Find(id) : null;

    /// <summary>The agent with the rights it has now. Null when it is gone or disabled.</summary>
    public Agent? Find(Guid id) => agents.FindEnabled(id) is not { } agent ? null
        : agent.SeesAll ? agent : agent.Serving(inboxes.All.Where(i => i.TeamIds.Any(agent.TeamIds.Contains)).Select(i => i.Id));
}
