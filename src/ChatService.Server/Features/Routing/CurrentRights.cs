using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>What an agent may do now, read from the store inside the transaction that is about to give it a conversation.</summary>
/// <param name="Agent">With this conversation's inbox among its own when one of its teams serves it.</param>
/// <param name="InboxTeamIds">The teams that serve the inbox.</param>
internal sealed record CurrentRights(Agent Agent, IReadOnlyList<Guid> InboxTeamIds)
{
    /// <summary>
    /// Null when the agent is disabled or has a lesser role than its log-in says. A node hears of a lost right up to a second late, and <see cref="LostPlaceReaction"/> takes back only what
    /// it finds: both hold the lock of <see cref="Slots"/>, so nothing is given after it that it would have taken.
    /// </summary>
    public static async Task<CurrentRights?> ReadAsync(ConversationUnit unit, AgentCaller caller, CancellationToken cancellationToken)
    {
        await Slots.LockAsync(unit.Batch.Scope, [caller.Id], cancellationToken);
        var (db, inboxId) = (unit.Batch.Scope.Db, unit.Conversation.InboxId);
        var agent = await db.Set<Agent>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == caller.Id, cancellationToken);
        if (agent is null or { Disabled: true } || agent.Role < caller.Agent.Role)
        {
            return null;
        }

        var teams = await db.Set<Inbox>().AsNoTracking().Where(i => i.Id == inboxId).Select(i => i.TeamIds).SingleOrDefaultAsync(cancellationToken) ?? [];
        return new CurrentRights(teams.Exists(agent.TeamIds.Contains) ? agent.Serving([inboxId]) : agent, teams);
    }

    /// <summary>Whether the caller still sees the conversation. What a token may see is less than what its agent may: both must agree.</summary>
    public static async Task<bool> SeesAsync(ConversationUnit unit, AgentCaller caller, CancellationToken cancellationToken) =>
        caller.Agent.CanSee(unit.Conversation) && await ReadAsync(unit, caller, cancellationToken) is { } rights && rights.Agent.CanSee(unit.Conversation);
}
