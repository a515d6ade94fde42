namespace ChatService.Domain.Calendar;

/// <summary>Opening hours that begin on one given day, with the limits of <see cref="WeeklyInterval"/>.</summary>
/// <param name="StartMinute">Minutes after local midnight, 0 to 1439.</param>
/// <param name="LengthMinutes">Minutes on the local clock, 1 to 1440.</param>
public readonly record struct DayInterval(int StartMinute, int LengthMinutes)
{
    internal const int MinutesPerDay = 24 * 60;

    /// <summary>An interval between two local times; an end at or before the start means the next day.</summary>
    public static DayInterval Between(TimeOnly start, TimeOnly end)
    {
        var from = MinuteOf(start);
        var length = MinuteOf(end) - from;
        return new DayInterval(from, length > 0 ? length : length + MinutesPerDay);
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
