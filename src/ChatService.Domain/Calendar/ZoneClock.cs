namespace ChatService.Domain.Calendar;

/// <summary>
/// Turns readings of a local clock into instants with one rule: a reading stands for the first instant at which the clock shows
/// that time or a later one. So a time that the clock skips becomes the end of the gap, a time that it shows twice is its first
/// showing, and the order of readings is kept. Only the offset at an instant is asked of <see cref="TimeZoneInfo"/>, because its
/// own answers on skipped and doubled times leave out changes of a zone's standard offset.
/// </summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    // Offsets stay within 14 hours, so a day on each side of a reading holds every instant that could show it.
    private static readonly TimeSpan Around = TimeSpan.FromDays(1);

    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant, in UTC, of a minute counted from midnight of a date; the minute may lie on the next day.</summary>
    public DateTimeOffset InstantOf(DateOnly date, int minute)
    {
        var reading = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes(minute);
        var before = OffsetAt(reading - Around);
        var after = OffsetAt(reading + Around);
        var early = reading - before;
        if (before == after)
        {
            return early;
        }

        var change = ChangeBetween(reading - Around, reading + Around, before);
        if (early < change)
        {
            return early;
        }

        var late = reading - after;
        return late < change ? change : late;
    }

    private TimeSpan OffsetAt(DateTime utc) => zone.GetUtcOffset(utc);

    private DateTime ChangeBetween(DateTime from, DateTime to, TimeSpan offsetBefore)
    {
        while (to.Ticks - from.Ticks > 1)
        {
            var middle = new DateTime(from.Ticks + ((to.Ticks - from.Ticks) / 2), DateTimeKind.Utc);
            if (OffsetAt(middle) == offsetBefore)
            {
                from = middle;
            }
            else
            {
                to = middle;
            }
        }

        return to;
    }
}
