using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// What an agent may see has become less. <paramref name="After"/> is null for one that is disabled. <paramref name="LoggedOut"/>: every log-in has ended as well. Both with the inboxes
/// that the teams serve.
/// </summary>
public sealed record PlaceLost(Agent Before, Agent? After, bool LoggedOut);

/// <summary>Hears, within the transaction, that agents may see less: rooms above take back what the rights had given.</summary>
public interface IPlaceLossReaction
{
    /// <summary>Afterwards none of these agents has what it may not see.</summary>
    Task LostAsync(WriteScope scope, IReadOnlyList<PlaceLost> losses, CancellationToken cancellationToken);
}

/// <summary>
/// Every change of an agent, a team or an inbox that may take a right away runs through here: rights are compared before and after it, in its own transaction.
/// </summary>
public sealed class AgentPlaces(IEnumerable<IPlaceLossReaction> reactions)
{
    /// <summary>The rights at this moment, from the store.</summary>
    public static async Task<Rights> ReadAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new Rights(
            await scope.Db.Set<Agent>().AsNoTracking().ToDictionaryAsync(a => a.Id, cancellationToken),
            (await scope.Db.Set<Inbox>().AsNoTracking().Select(i => new { i.Id, i.TeamIds }).ToListAsync(cancellationToken)).ToDictionary(i => i.Id, i => i.TeamIds));
    }

    /// <summary>After the change, saved or not: tells who has lost what.</summary>
    public async Task ChangedAsync(WriteScope scope, Rights before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(before);
        var after = before.With(scope.Db.Set<Agent>().Local, scope.Db.Set<Inbox>().Local);
        var losses = before.Agents.Values.Where(agent => !agent.Disabled).Select(agent => Compare(before.Of(agent), after.Of(after.Agents[agent.Id]))).OfType<PlaceLost>().ToList();
        foreach (var reaction in reactions.Where(_ => losses.Count > 0))
        {
            await reaction.LostAsync(scope, losses, cancellationToken);
        }
    }

    private static PlaceLost? Compare(Agent before, Agent after)
    {
        var loggedOut = before.Role != after.Role || after.Disabled;
        var lessSeen = !after.SeesAll && (before.SeesAll || before.InboxIds.Except(after.InboxIds).Any() || before.TeamIds.Except(after.TeamIds).Any());
        return loggedOut || lessSeen ? new PlaceLost(before, after.Disabled ? null : after, loggedOut) : null;
    }

    /// <summary>All agents, and the teams of all inboxes.</summary>
    public sealed record Rights(IReadOnlyDictionary<Guid, Agent> Agents, IReadOnlyDictionary<Guid, List<Guid>> InboxTeams)
    {
        /// <summary>The agent with the inboxes that its teams serve.</summary>
        public Agent Of(Agent agent)
        {
            ArgumentNullException.ThrowIfNull(agent);
            return agent.SeesAll ? agent : agent.Serving(InboxTeams.Where(inbox => inbox.Value.Any(agent.TeamIds.Contains)).Select(inbox => inbox.Key));
        }

        /// <summary>The same with the rows that a transaction has changed.</summary>
        public Rights With(IEnumerable<Agent> agents, IEnumerable<Inbox> inboxes)
        {
            var (newer, teams) = (agents.ToDictionary(a => a.Id), inboxes.ToDictionary(i => i.Id, i => i.TeamIds));
            return new Rights(
                Agents.ToDictionary(a => a.Key, a => newer.GetValueOrDefault(a.Key, a.Value)), InboxTeams.ToDictionary(i => i.Key, i => teams.GetValueOrDefault(i.Key, i.Value)));
        }
    }
}
