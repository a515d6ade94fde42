using System.Security.Claims;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authorization;

namespace ChatService.Server.Features.Agents;

/// <summary>At least this role, now.</summary>
public sealed record RoleRequirement(AgentRole Least) : IAuthorizationRequirement;

/// <summary>Reads the role from the directory, not from the log-in: a changed role counts at once.</summary>
public sealed class RoleHandler(AgentDirectory agents) : AuthorizationHandler<RoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(requirement);
        if (Guid.TryParse(context.User.FindFirstValue(Claims.AgentId), out var id) && agents.FindEnabled(id)?.Role >= requirement.Least)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
