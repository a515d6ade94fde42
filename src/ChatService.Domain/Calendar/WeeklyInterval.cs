namespace ChatService.Domain.Calendar;

/// <summary>Opening hours that begin on one day of every week. They may run past midnight, and last at most 24 hours on the local clock.</summary>
/// <param name="Day">The local day on which the interval begins.</param>
/// <param name="StartMinute">Minutes after local midnight, 0 to 1439.</param>
/// <param name="LengthMinutes">Minutes on the local clock, 1 to 1440. Friday 22:00 for 480 ends on Saturday at 06:00.</param>
public readonly record struct WeeklyInterval(DayOfWeek Day, int StartMinute, int LengthMinutes)
{
    /// <summary>An interval between two local times; an end at or before the start means the next day, so 00:00-00:00 is the whole day.</summary>
    public static WeeklyInterval Between(DayOfWeek day, TimeOnly start, TimeOnly end)
    {
        var hours = DayInterval.Between(start, end);
        return new WeeklyInterval(day, hours.StartMinute, hours.LengthMinutes);
    }
}
