using System.Globalization;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// Hours of an inbox were changed: a durable timer, armed in the transaction of the change, recounts its open clocks. So it happens on whichever node,
/// after a crash, too.
/// </summary>
internal sealed class HoursChange : IInboxHoursReaction
{
    /// <summary>The timer; its subject is the inbox, its argument how far the pass has come.</summary>
    public const string Timer = "sla_hours";

    // Other nodes read the notice of the change within their next heartbeat. What they arm by the old hours until then is found by a second pass.
    private static readonly TimeSpan SecondPass = TimeSpan.FromSeconds(10);

    public void HoursChanged(WriteScope scope, IReadOnlyList<Guid> inboxIds)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (var inboxId in inboxIds)
        {
            scope.Arm(Timer, scope.Now, subjectId: inboxId);
            if (scope.IsShared)
            {
                scope.Arm(Timer, scope.Now + SecondPass, subjectId: inboxId);
            }
        }
    }
}

/// <summary>
/// Recounts the open clocks of an inbox from their start, <see cref="Chunk"/> at a time in the order of their start: each transaction ends its timer and
/// arms one for the rest, so that every part happens exactly once and no transaction holds many conversations for long.
/// </summary>
internal sealed class HoursChangeRunner(ConversationLanes lanes, SlaClocks clocks, ResolutionStart resolutions, CommitFeed feed) : ITimerRunner
{
    // About as many as one lane takes in a transaction.
    private const int Chunk = 200;

    public bool Runs(string kind, Guid? conversationId) => kind == HoursChange.Timer && conversationId is null;

    public Task FireAsync(TimerArmed timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        // The notice of the change may not have reached this node yet. Its hours are read again before anything is counted by them.
        feed.Tell([new SnapshotStale(typeof(Inbox)), new SnapshotStale(typeof(BusinessHours.BusinessHours))]);
        return lanes.RunManyAsync<object?>(
            async (batch, token) =>
            {
                var row = await batch.Scope.Db.Set<DurableTimer>().SingleOrDefaultAsync(t => t.Id == timer.Id, token);
                if (row is { SubjectId: { } inboxId } && row.DueAt <= batch.Scope.Now && row.End(TimerState.Fired, batch.Scope.Now))
                {
                    await RecountAsync(batch, inboxId, After(row.Argument), token);
                }

                return null;
            },
            cancellationToken);
    }

    private async Task RecountAsync(ConversationBatch batch, Guid inboxId, DateTimeOffset after, CancellationToken cancellationToken)
    {
        var open = batch.Scope.Db.Set<SlaClockRow>().AsNoTracking().Where(c => c.InboxId == inboxId && c.EndedAt == null && c.StartedAt > after);
        var starts = await open.OrderBy(c => c.StartedAt).Select(c => c.StartedAt).Take(Chunk).ToListAsync(cancellationToken);
        if (starts.Count == 0)
        {
            return;
        }

        // With all that began in the same millisecond as the last one.
        var last = starts[^1];
        var ids = await open.Where(c => c.StartedAt <= last).Select(c => c.ConversationId).Distinct().ToListAsync(cancellationToken);
        await batch.LoadAsync(ids, cancellationToken);
        foreach (var unit in ids.Select(batch.Find).OfType<ConversationUnit>())
        {
            await RecountAsync(unit, cancellationToken);
        }

        if (starts.Count == Chunk)
        {
            batch.Scope.Arm(HoursChange.Timer, batch.Scope.Now, subjectId: inboxId, argument: last.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask RecountAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var open = ConversationClocks.Of(unit);
        if (open.Reply is { } reply)
        {
            await clocks.RecountAsync(unit, reply, cancellationToken);
        }

        if (open.Resolution is { IsRunning: true } resolution)
        {
            await resolutions.RecountPausesAsync(unit, resolution, cancellationToken);
            await clocks.RecountAsync(unit, resolution, cancellationToken);
        }

        open.ShowOn(unit.Conversation);
    }

    private static DateTimeOffset After(string? argument) =>
        long.TryParse(argument, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : DateTimeOffset.UnixEpoch;
}
