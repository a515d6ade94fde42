using System.Globalization;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Features.Analytics;

/// <summary>The service level report: the threshold and the formulas in force, the whole, and its groups.</summary>
public sealed record ServiceLevelAnswer(DateTimeOffset From, DateTimeOffset To, int TargetSeconds, ServiceLevelFormula Formula, Level Total, IReadOnlyList<LevelGroup> Groups);

/// <summary>The formulas, in words.</summary>
public sealed record ServiceLevelFormula(string Frt30, string Sl30);

/// <summary>One agent, team, inbox or hour; key <c>none</c> is for what belongs to nobody.</summary>
public sealed record LevelGroup(string Key, string Name, Level Level);

/// <summary>Computes reports, from the tables or from the log.</summary>
public sealed class ServiceLevelReports(ServiceLevelFacts tables, ServiceLevelFromLog log, AgentDirectory agents, InboxDirectory inboxes)
{
    private const string Nobody = "none";

    /// <summary>The report of a checked request.</summary>
    public async Task<ServiceLevelAnswer> ReportAsync(ServiceLevelQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var conversations = await ReadAsync(query, cancellationToken);
        List<LevelGroup> groups = query.GroupBy == "none" ? [] : [.. conversations
            .GroupBy(c => KeyOf(c, query.GroupBy))
            .Select(group => new LevelGroup(group.Key, NameOf(group.Key, query.GroupBy), Level.Of([.. group], query.Options)))
            .OrderBy(group => group.Key == Nobody).ThenBy(group => group.Name, StringComparer.OrdinalIgnoreCase).ThenBy(group => group.Key, StringComparer.Ordinal)];
        var formula = new ServiceLevelFormula(ServiceLevel.FirstResponse([], query.Options).Formula, ServiceLevel.Accepted([], query.Options).Formula);
        return new ServiceLevelAnswer(query.Period.From, query.Period.To, (int)query.Options.Threshold.TotalSeconds, formula, Level.Of(conversations, query.Options), groups);
    }

    /// <summary>The conversations of a checked request.</summary>
    public Task<IReadOnlyList<ReportedConversation>> ReadAsync(ServiceLevelQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.FromLog
            ? log.ReadAsync(query.Period, cancellationToken)
            : tables.ReadAsync(query.Period, query.Options.ExcludeTransfersOut, cancellationToken);
    }

    /// <summary>The group a conversation belongs to.</summary>
    public static string KeyOf(ReportedConversation conversation, string groupBy)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return groupBy switch
        {
            "agent" => conversation.AgentId?.ToString() ?? Nobody,
            "team" => conversation.TeamId?.ToString() ?? Nobody,
            "inbox" => conversation.InboxId.ToString(),
            "hour" => conversation.Facts.FirstCustomerMessageAt!.Value.ToString("yyyy-MM-dd'T'HH':00:00Z'", CultureInfo.InvariantCulture),
            _ => Nobody,
        };
    }

    private string NameOf(string key, string groupBy)
    {
        var name = Guid.TryParse(key, out var id)
            ? groupBy switch
            {
                "agent" => agents.Find(id)?.Name,
                "team" => agents.Teams.FirstOrDefault(t => t.Id == id)?.Name,
                _ => inboxes.Find(id)?.Name,
            }
            : null;
        return name ?? key;
    }
}
