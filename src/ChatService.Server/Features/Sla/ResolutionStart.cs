using ChatService.Domain.Sla;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>
/// A resolution target that appears in the middle (an ordinary question becomes a complaint) counts from the original start,
/// without the times at which the customer was awaited.
/// </summary>
internal sealed class ResolutionStart(SlaPolicies policies, InboxHours hours)
{
    /// <summary>The clock as it would stand now, or null when no target applies.</summary>
    public async ValueTask<SlaClockRow?> FindAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var conversation = unit.Conversation;
        if (policies.Choose(conversation)?.Targets.For(SlaMetric.Resolution, conversation.Priority) is null)
        {
            return null;
        }

        var (scope, id) = (unit.Batch.Scope, conversation.Id);
        var reopened = await scope.Db.Set<LoggedEvent>().Where(e => e.ConversationId == id && e.Type == "reopened")
            .OrderByDescending(e => e.Id).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
        var clock = SlaClocks.New(unit, SlaMetric.Resolution, reopened ?? conversation.FirstCustomerMessageAt!.Value);
        await RecountPausesAsync(unit, clock, cancellationToken);
        return clock;
    }

    /// <summary>Counts the pauses of a resolution clock anew, by the hours as they are now.</summary>
    public async Task RecountPausesAsync(ConversationUnit unit, SlaClockRow clock, CancellationToken cancellationToken)
    {
        var (scope, id, start) = (unit.Batch.Scope, unit.Conversation.Id, clock.StartedAt);
        var stored = await scope.Db.Set<SlaClockRow>().AsNoTracking().Where(c => c.ConversationId == id && c.StartedAt >= start).ToListAsync(cancellationToken);
        // As this transaction knows them, if it does.
        var rounds = scope.Rows.Of<SlaClockRow>().Where(c => c.ConversationId == id && c.StartedAt >= start).UnionBy(stored, c => c.Id);
        (clock.PausedMs, clock.PausedSince) = (0, null);
        Pauses(clock, rounds.Where(c => c is { IsReply: true, IsContinued: false }));
    }

    private void Pauses(SlaClockRow clock, IEnumerable<SlaClockRow> rounds)
    {
        var calendar = hours.For(clock.InboxId);
        foreach (var round in rounds.OrderBy(c => c.StartedAt).ThenBy(c => c.Id))
        {
            if (clock.PausedSince is { } since)
            {
                clock.PausedMs += (long)calendar.BusinessTimeBetween(since, round.StartedAt).TotalMilliseconds;
            }

            clock.PausedSince = round.RespondedAt;
        }
    }
}
