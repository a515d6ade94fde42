using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Deletes log-ins that ended long ago, wrong passwords that no longer count, and links that are too old. Every node does it; deleting again deletes nothing.</summary>
public sealed class AgentHousekeeping(WriteSession writes, TimeProvider time) : BackgroundService
{
    /// <summary>How long a log-in can still be asked about after its end.</summary>
    public static readonly TimeSpan KeepEndedSessions = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // In one transaction of a few milliseconds: the embedded store has one writer, and messages wait behind it.
    private const int Batch = 500;

    /// <summary>Deletes what is due; answers how many rows.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var (longAgo, forgotten) = (now - KeepEndedSessions, now - LoginMisses.RememberedFor);
        return await DeleteAsync<AgentSession>(rows => rows.Where(s => s.EndedAt < longAgo || s.ExpiresAt < longAgo).OrderBy(s => s.Id), cancellationToken)
            + await DeleteAsync<LoginMiss>(rows => rows.Where(m => m.LastAt < forgotten && (m.LockedUntil == null || m.LockedUntil < now)).OrderBy(m => m.Id), cancellationToken)
            + await DeleteAsync<AccountLink>(rows => rows.Where(l => l.ExpiresAt < now).OrderBy(l => l.AgentId), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (RefusedException)
            {
                // The store is away; the next turn deletes.
            }
        }
    }

    private async Task<int> DeleteAsync<T>(Func<IQueryable<T>, IQueryable<T>> due, CancellationToken cancellationToken)
        where T : class
    {
        var all = 0;
        int deleted;
        do
        {
            deleted = await writes.RunAsync((scope, token) => due(scope.Db.Set<T>()).Take(Batch).ExecuteDeleteAsync(token), cancellationToken);
            all += deleted;
        }
        while (deleted == Batch);
        return all;
    }
}
