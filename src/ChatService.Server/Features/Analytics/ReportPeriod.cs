using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;

namespace ChatService.Server.Features.Analytics;

/// <summary>Which conversations a report is about: those whose first customer message lies in the period.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
/// <param name="InboxId">The only inbox, or null for all.</param>
public sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To, Guid? InboxId = null)
{
    /// <summary>
    /// First response in business time: as measured by the round when the round began with the first message; otherwise (answered only after it was
    /// closed and reopened) counted in today's hours.
    /// </summary>
    internal static TimeSpan? FirstResponseBusiness(DateTimeOffset? asked, DateTimeOffset? answered, IEnumerable<ReplyRound> rounds, BusinessCalendar calendar)
    {
        if (asked is not { } from || answered is not { } to)
        {
            return null;
        }

        var measured = rounds.Where(round => round.StartedAt == from && round.AnsweredAt == to).Select(round => round.Business).FirstOrDefault();
        return measured ?? calendar.BusinessTimeBetween(from, to);
    }
}
