using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Timers;

/// <summary>Fires timers that belong to no conversation.</summary>
public sealed class PlainTimerRunner(WriteSession session, IEnumerable<ITimerHandler> handlers) : ITimerRunner
{
    private readonly Dictionary<string, ITimerHandler> byKind = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    public bool Runs(string kind, Guid? conversationId) => conversationId is null && byKind.ContainsKey(kind);

    public Task FireAsync(TimerArmed timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return session.RunAsync(
            async (scope, token) =>
            {
                var row = await scope.Db.Set<DurableTimer>().SingleOrDefaultAsync(t => t.Id == timer.Id, token);
                if (row is null || row.DueAt > scope.Now || !row.End(TimerState.Fired, scope.Now))
                {
                    return;
                }

                await byKind[timer.Kind].FireAsync(scope, row, token);
            },
            cancellationToken);
    }
}
