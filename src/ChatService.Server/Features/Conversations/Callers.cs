using ChatService.Server.Features.Agents;

namespace ChatService.Server.Features.Conversations;

/// <summary>A visitor: may see and do only what belongs to this contact in this inbox.</summary>
public sealed record VisitorCaller(Guid ContactId, Guid InboxId, bool Verified, string Locale);

/// <summary>An agent with the rights it has now.</summary>
public sealed record AgentCaller(Agent Agent)
{
    public Guid Id => Agent.Id;

    public bool IsSupervisor => Agent.Role != AgentRole.Agent;

    public Actor Actor => Actor.Agent(Agent.Id, Agent.Name);
}
