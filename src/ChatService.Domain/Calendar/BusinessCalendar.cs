namespace ChatService.Domain.Calendar;

/// <summary>
/// Business hours in a named time zone. Openings and closings are readings of the local clock; everything between them is counted
/// in elapsed real time, so 01:00-05:00 lasts three hours on the night the clock goes forward and five when it goes back.
/// A skipped opening or closing happens at the end of the gap; a doubled one at its first showing. All results are in UTC. Immutable.
/// </summary>
public sealed class BusinessCalendar
{
    // Ten years reach over the widest gap between two leap days (1896-1904, 2096-2104).
    private static readonly TimeSpan SearchHorizon = TimeSpan.FromDays(3660);

    // Longer than any closure that a page can stay open through. Whoever asks looks again after it.
    private static readonly TimeSpan ChangeHorizon = TimeSpan.FromDays(14);

    private readonly ZoneClock _clock;
    private readonly DayInterval[][] _week;
    private readonly Dictionary<DateOnly, DayInterval[]> _specialDays;

    private BusinessCalendar(CalendarDefinition definition, TimeZoneInfo zone)
    {
        Definition = definition;
        _clock = new ZoneClock(zone);
        _week = [.. Enum.GetValues<DayOfWeek>().Select(day => Sorted(definition.Weekly
            .Where(interval => interval.Day == day)
            .Select(interval => new DayInterval(interval.StartMinute, interval.LengthMinutes))))];
        _specialDays = definition.SpecialDays.ToDictionary(day => day.Date, day => Sorted(day.Intervals));
        IsAlwaysOpen = _specialDays.Count == 0 && CoversTheWeek(definition.Weekly);
    }

    /// <summary>Open at every instant.</summary>
    public static BusinessCalendar AlwaysOpen { get; } = From(new CalendarDefinition(
        "UTC", [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyInterval(day, 0, DayInterval.MinutesPerDay))], []));

    /// <summary>What this calendar was made from.</summary>
    public CalendarDefinition Definition { get; }

    /// <summary>True when the week is covered without a hole and no date is special.</summary>
    public bool IsAlwaysOpen { get; }

    /// <summary>Every complaint about a definition; empty when <see cref="From"/> accepts it.</summary>
    public static IReadOnlyList<CalendarComplaint> Validate(CalendarDefinition definition) => CalendarRules.Check(definition);

    /// <summary>Makes a calendar.</summary>
    /// <exception cref="ArgumentException">The definition has complaints; all of them stand in the message.</exception>
    public static BusinessCalendar From(CalendarDefinition definition)
    {
        var complaints = Validate(definition);
        if (complaints.Count > 0 || CalendarRules.FindZone(definition.TimeZone) is not { } zone)
        {
            throw new ArgumentException(string.Join(' ', complaints.Select(c => $"{c.Where}: {c.Text}")), nameof(definition));
        }

        return new BusinessCalendar(definition, zone);
    }

    /// <summary>True from an opening on, false from a closing on.</summary>
    public bool IsOpen(DateTimeOffset at) => IsAlwaysOpen || OpenPeriods(at, Later(at, TimeSpan.FromTicks(1))).Any();

    /// <summary>The time itself when open, otherwise the next opening; null when there is none within ten years.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset at) => AddBusinessTime(at, TimeSpan.Zero);

    /// <summary>The next closing while open, the next opening while closed; null when neither comes within two weeks.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        var (until, horizon) = (at.ToUniversalTime(), Later(at, ChangeHorizon).ToUniversalTime());
        foreach (var period in OpenPeriods(at, horizon))
        {
            // A period that begins where the last one ended is no closing.
            if (period.Start > until)
            {
                return until > at ? until : period.Start;
            }

            until = period.End;
        }

        return until > at && until < horizon ? until : null;
    }

    /// <summary>
    /// The earliest time by which the amount of open time has passed. An amount that ends with a closing ends at that closing, not at
    /// the next opening; an amount of zero ends when open time begins to run. Null when not reached within ten years of the start.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public DateTimeOffset? AddBusinessTime(DateTimeOffset start, TimeSpan amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, TimeSpan.Zero);
        var remaining = amount;
        foreach (var period in OpenPeriods(start, Later(start, SearchHorizon)))
        {
            if (remaining <= period.Length)
            {
                return period.Start + remaining;
            }

            remaining -= period.Length;
        }

        return null;
    }

    /// <summary>Open time between two instants; zero when the second is not after the first.</summary>
    public TimeSpan BusinessTimeBetween(DateTimeOffset from, DateTimeOffset to) =>
        OpenPeriods(from, to).Aggregate(TimeSpan.Zero, (sum, period) => sum + period.Length);

    /// <summary>The open stretches within two instants, in order, none empty and none overlapping; two that follow on each other may touch.</summary>
    public IEnumerable<OpenPeriod> OpenPeriods(DateTimeOffset from, DateTimeOffset to)
    {
        from = from.ToUniversalTime();
        to = to.ToUniversalTime();
        if (to <= from)
        {
            return [];
        }

        return IsAlwaysOpen ? [new OpenPeriod(from, to)] : Clipped(from, to);
    }

    private IEnumerable<OpenPeriod> Clipped(DateTimeOffset from, DateTimeOffset to)
    {
        var covered = from;
        foreach (var (start, end) in IntervalsBetween(from, to))
        {
            // Overlapping intervals are merged by counting only what reaches beyond what was already counted.
            var opens = start > covered ? start : covered;
            var closes = end < to ? end : to;
            if (closes > opens)
            {
                yield return new OpenPeriod(opens, closes);
                covered = closes;
            }
        }
    }

    private IEnumerable<OpenPeriod> IntervalsBetween(DateTimeOffset from, DateTimeOffset to)
    {
        // One day earlier for what runs past midnight, one later because a clock set back at midnight shows the old date again.
        var day = Math.Max(_clock.DateAt(from).DayNumber - 1, FirstDay);
        var last = Math.Min(_clock.DateAt(to).DayNumber + 1, LastDay);
        for (; day <= last; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            foreach (var interval in IntervalsOf(date))
            {
                var end = interval.StartMinute + interval.LengthMinutes;
                if (end > DayInterval.MinutesPerDay && IsClosedAllDay(date.AddDays(1)))
                {
                    end = DayInterval.MinutesPerDay;
                }

                yield return new OpenPeriod(_clock.InstantOf(date, interval.StartMinute), _clock.InstantOf(date, end));
            }
        }
    }

    private DayInterval[] IntervalsOf(DateOnly date) =>
        _specialDays.TryGetValue(date, out var own) ? own : _week[(int)date.DayOfWeek];

    private bool IsClosedAllDay(DateOnly date) => _specialDays.TryGetValue(date, out var own) && own.Length == 0;

    // Room at both ends of time for a day that crosses midnight and for the offset of the zone.
    private static int FirstDay => DateOnly.MinValue.DayNumber + 2;

    private static int LastDay => DateOnly.MaxValue.DayNumber - 4;

    private static DayInterval[] Sorted(IEnumerable<DayInterval> intervals) => [.. intervals.OrderBy(interval => interval.StartMinute)];

    private static bool CoversTheWeek(IReadOnlyList<WeeklyInterval> weekly)
    {
        const int minutesPerWeek = 7 * DayInterval.MinutesPerDay;
        var open = new bool[minutesPerWeek];
        foreach (var interval in weekly)
        {
            for (var i = 0; i < interval.LengthMinutes; i++)
            {
                open[(((int)interval.Day * DayInterval.MinutesPerDay) + interval.StartMinute + i) % minutesPerWeek] = true;
            }
        }

        return open.All(minute => minute);
    }

    private static DateTimeOffset Later(DateTimeOffset at, TimeSpan by) =>
        at.UtcTicks > DateTimeOffset.MaxValue.UtcTicks - by.Ticks ? DateTimeOffset.MaxValue : at + by;
}
