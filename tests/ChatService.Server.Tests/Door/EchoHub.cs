using System.Security.Claims;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Tests.Door;

/// <summary>A hub behind the agents' policy.</summary>
[Authorize(Policies.Agent)]
internal sealed class EchoHub : Hub
{
    public string? Who() => Context.User?.FindFirstValue(Claims.AgentId);
}
