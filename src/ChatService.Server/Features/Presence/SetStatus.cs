using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Presence;

/// <summary>What another room does when an agent chose a status, inside the same transaction.</summary>
public interface IStatusReaction
{
    /// <summary>The status as it is now.</summary>
    Task StatusSetAsync(WriteScope scope, AgentStatusRow status, CancellationToken cancellationToken);
}

/// <summary>A status as the audit log keeps it.</summary>
public sealed record StatusFacts(string Status, string? Reason, bool Suspended);

/// <summary>An agent says whether it takes conversations. Somebody who says so is there: missed offers are forgotten.</summary>
public sealed class SetStatus(WriteSession session, PresenceView presence, IEnumerable<IStatusReaction> reactions)
{
    /// <summary>Conversations being served stay with the agent whatever it chooses; open offers end with available.</summary>
    /// <param name="agent">Whose status it is.</param>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <param name="record">Called in the transaction with what was and what is, when somebody else set it.</param>
    public async Task<Outcome<SetStatusAnswer>> HandleAsync(
        Agent agent, SetStatusRequest request, CancellationToken cancellationToken, Action<WriteScope, StatusFacts, StatusFacts>? record = null)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(request);
        if (Parse(request.Status) is not { } status)
        {
            return Refusal.Invalid("status is one of available, away, offline.");
        }

        var reason = status == AgentStatus.Available ? null : ContentText.CleanName(request.Reason);
        await session.RunAsync((scope, token) => SetAsync(scope, agent.Id, status, reason, record, token), cancellationToken);
        return new SetStatusAnswer(Name(status), presence.Of(agent).Activity);
    }

    /// <summary>The word on the wire.</summary>
    public static string Name(AgentStatus status) => WireWord.Of(status);

    private static AgentStatus? Parse(string? name) => name switch
    {
        "available" => AgentStatus.Available,
        "away" => AgentStatus.Away,
        "offline" => AgentStatus.Offline,
        _ => null,
    };

    private static StatusFacts Facts(AgentStatusRow row) => new(Name(row.Status), row.Reason, row.Misses.NotResponding);

    private async Task SetAsync(
        WriteScope scope, Guid agentId, AgentStatus status, string? reason, Action<WriteScope, StatusFacts, StatusFacts>? record, CancellationToken cancellationToken)
    {
        var row = await scope.ChangeStatusAsync(agentId, cancellationToken);
        var before = Facts(row);
        if (row.Status != status)
        {
            row.StatusSince = scope.Now;
            row.IdleSince = status == AgentStatus.Available ? scope.Now : row.IdleSince;
        }

        row.Status = status;
        row.Reason = reason;
        row.Misses = MissPolicy.StatusSet();
        foreach (var reaction in reactions)
        {
            await reaction.StatusSetAsync(scope, row, cancellationToken);
        }

        record?.Invoke(scope, before, Facts(row));
        scope.Tell(new AgentPresenceChanged(agentId));
        scope.Tell(new AgentEligibilityChanged(agentId));
    }
}
