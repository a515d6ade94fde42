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

        var (db, id) = (unit.Batch.Scope.Db, conversation.Id);
        var reopened = await db.Set<LoggedEvent>().Where(e => e.ConversationId == id && e.Type == "reopened")
            .OrderByDescending(e => e.Id).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
        var start = reopened ?? conversation.FirstCustomerMessageAt!.Value;
        var rounds = await db.Set<SlaClockRow>()
            .Where(c => c.ConversationId == id && c.Metric != SlaMetric.Resolution && !c.IsContinued && c.StartedAt >= start).ToListAsync(cancellationToken);
        var clock = SlaClocks.New(unit, SlaMetric.Resolution, start);
        Pauses(clock, rounds.Union(db.Set<SlaClockRow>().Local.Where(c => c.ConversationId == id && c is { IsReply: true, IsContinued: false } && c.StartedAt >= start)));
        return clock;
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
