using System.Text.Json;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Brings rules that came with an earlier version up to this one's, at each start. A rule that an admin has ever changed or removed stays as it is,
/// and so does its counterpart that was split off it.
/// </summary>
public sealed class RefreshSeededRules(WriteSession session) : IHostedService
{
    private const string Queue = "seeded_rules";

    public Task StartAsync(CancellationToken cancellationToken) => session.RunAsync(RefreshAsync, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task RefreshAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        // Of several nodes that start at once one does it; the others find it done.
        await scope.LockQueueAsync(cancellationToken, Queue);
        var defaults = DefaultAutoReplies.Create().ToDictionary(rule => rule.Id);
        List<Guid> ids = [.. defaults.Keys];
        var rows = await scope.Db.Set<AutoReplyRuleRow>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var versions = await scope.Db.Set<AutoReplyRuleVersion>().Where(v => ids.Contains(v.RuleId))
            .Select(v => new { v.RuleId, v.AgentId }).ToListAsync(cancellationToken);
        var touched = versions.Where(v => v.AgentId is not null).Select(v => v.RuleId).ToHashSet();
        var known = versions.Select(v => v.RuleId).ToHashSet();
        bool IsUntouched(Guid id) => rows.ContainsKey(id) && !touched.Contains(id);

        foreach (var (id, from) in DefaultAutoReplies.SplitFrom.Where(split => !known.Contains(split.Key) && IsUntouched(split.Value)))
        {
            EditAutoReplies.Add(scope, defaults[id], agentId: null);
        }

        foreach (var row in rows.Values.Where(row => IsUntouched(row.Id) && !IsSame(row.Rule, defaults[row.Id])))
        {
            EditAutoReplies.Replace(scope, row, defaults[row.Id], agentId: null);
        }
    }

    private static bool IsSame(AutoReplyRule stored, AutoReplyRule seeded) => Text(stored) == Text(seeded);

    private static string Text(AutoReplyRule rule) => JsonSerializer.Serialize(AutoReplyWire.Write(rule) with { Version = null }, JsonColumn.Options);
}
