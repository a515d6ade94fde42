using ChatService.Domain.Calendar;

namespace ChatService.Domain.Sla;

/// <summary>Why a customer waited: the whole wait as links without a hole, and the cause that used up most of the target.</summary>
/// <param name="Links">In the order of time, from the start of the timer to the answer, the end of the conversation, or the present.</param>
/// <param name="Dominant">
/// The cause with the longest total up to the breach; later links say how bad it got, not why it was missed. Closed hours win only when
/// there is nothing else, since no timer runs in them. Of equals the one that came first. Null when no time passed.
/// </param>
/// <param name="BreachedAt">The breach within the wait, or null.</param>
public sealed record CauseChain(IReadOnlyList<CauseLink> Links, MissCause? Dominant, DateTimeOffset? BreachedAt)
{
    /// <summary>The chain of one timer.</summary>
    /// <param name="startedAt">The start of the timer.</param>
    /// <param name="until">The end of the view, unless an answer or the close came before.</param>
    /// <param name="events">The history of the conversation, also from before the start; of equal times in the order given.</param>
    /// <param name="calendar">The hours in which the timer ran.</param>
    public static CauseChain Build(DateTimeOffset startedAt, DateTimeOffset until, IEnumerable<ServiceEvent> events, BusinessCalendar calendar)
    {
        var history = events.OrderBy(e => e.At).ToList();
        var end = FirstTime(history, e => EndsTheWait(e.Kind) && e.At > startedAt && e.At < until) ?? until;
        var breached = FirstTime(history, e => e.Kind == ServiceEventKind.Breached && e.At >= startedAt && e.At <= end);

        var links = Joined(Causes(history, startedAt, end).SelectMany(link => SplitByHours(link, calendar)));
        return new CauseChain(links, DominantOf(links, breached ?? end), breached);
    }

    /// <summary>The time of each cause over the whole chain, in the order of first appearance.</summary>
    public IReadOnlyList<CauseTotal> Totals() =>
        [.. Links.GroupBy(link => link.Cause).Select(group => new CauseTotal(group.Key, Sum(group.Select(link => link.Duration))))];

    private static bool EndsTheWait(ServiceEventKind kind) => kind is ServiceEventKind.Answered or ServiceEventKind.Closed;

    private static DateTimeOffset? FirstTime(IEnumerable<ServiceEvent> history, Func<ServiceEvent, bool> wanted) =>
        history.Where(wanted).Select(e => (DateTimeOffset?)e.At).FirstOrDefault();

    private static IEnumerable<CauseLink> Causes(List<ServiceEvent> history, DateTimeOffset start, DateTimeOffset end)
    {
        var holding = new ConversationHolding();
        var from = start;
        foreach (var happened in history)
        {
            if (happened.At >= end)
            {
                break;
            }

            if (happened.At > from)
            {
                yield return new CauseLink(holding.Cause, holding.AgentId, from, happened.At);
                from = happened.At;
            }

            holding.Apply(happened);
        }

        if (end > from)
        {
            yield return new CauseLink(holding.Cause, holding.AgentId, from, end);
        }
    }

    private static IEnumerable<CauseLink> SplitByHours(CauseLink link, BusinessCalendar calendar)
    {
        var at = link.From;
        foreach (var open in calendar.OpenPeriods(link.From, link.To))
        {
            if (open.Start > at)
            {
                yield return new CauseLink(MissCause.OutsideHours, null, at, open.Start);
            }

            yield return link with { From = open.Start, To = open.End };
            at = open.End;
        }

        if (link.To > at)
        {
            yield return new CauseLink(MissCause.OutsideHours, null, at, link.To);
        }
    }

    private static List<CauseLink> Joined(IEnumerable<CauseLink> links)
    {
        var joined = new List<CauseLink>();
        foreach (var link in links)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Cause == link.Cause && last.AgentId == link.AgentId)
            {
                joined[^1] = last with { To = link.To };
            }
            else
            {
                joined.Add(link);
            }
        }

        return joined;
    }

    private static MissCause? DominantOf(List<CauseLink> links, DateTimeOffset until)
    {
        return links
            .Where(link => link.From < until)
            .GroupBy(link => link.Cause, link => (link.To < until ? link.To : until) - link.From)
            .OrderBy(group => group.Key == MissCause.OutsideHours)
            .ThenByDescending(group => Sum(group).Ticks)
            .Select(group => (MissCause?)group.Key)
            .FirstOrDefault();
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> durations) => durations.Aggregate(TimeSpan.Zero, (sum, duration) => sum + duration);
}
