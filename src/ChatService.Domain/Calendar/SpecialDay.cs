namespace ChatService.Domain.Calendar;

/// <summary>
/// One date that does not follow the week. Its intervals replace those that the week would begin on that date.
/// Without intervals the date is closed from midnight to midnight, and cuts off what began the evening before;
/// with intervals of its own, the evening before runs on to its end.
/// </summary>
/// <param name="Date">The local date.</param>
/// <param name="Intervals">What begins on that date; empty means closed.</param>
/// <param name="Name">What people call the day, if anything.</param>
public sealed record SpecialDay(DateOnly Date, IReadOnlyList<DayInterval> Intervals, string? Name = null)
{
    /// <summary>True when nothing is open on this date.</summary>
    public bool IsClosed => Intervals.Count == 0;

    /// <summary>A day on which nobody works.</summary>
    public static SpecialDay Closed(DateOnly date, string? name = null) => new(date, [], name);
}
