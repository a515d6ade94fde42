using System.Collections.Concurrent;
using ChatService.Domain.Calendar;

namespace ChatService.Domain.Tests.Calendar;

/// <summary>
/// The slow truth: walks a few days minute by minute, reads the local clock at each, never lets the reading go back, and looks the
/// reading up in the definition. It shares no code and no idea with the calendar, except the rule about readings.
/// </summary>
internal sealed class MinuteModel
{
    public const int Days = 5;
    public const int Minutes = Days * 24 * 60;

    private static readonly ConcurrentDictionary<(string Zone, DateOnly Start), DateTime[]> Readings = new();
    private readonly bool[] _open;

    public MinuteModel(CalendarDefinition definition, DateOnly start)
    {
        Start = new DateTimeOffset(start, TimeOnly.MinValue, TimeSpan.Zero);
        _open = Walk(definition, Readings.GetOrAdd((definition.TimeZone, start), key => Read(key.Zone, Start)));
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset At(int minute) => Start.AddMinutes(minute);

    public bool IsOpen(int minute) => _open[minute];

    public int OpenMinutes(int from, int to) => _open[from..Math.Max(from, to)].Count(open => open);

    public int? NextOpen(int from) => Array.FindIndex(_open, from, open => open) is var found and >= 0 ? found : null;

    /// <summary>The minute at which so many open minutes have passed, or null when the window ends first.</summary>
    public int? After(int from, int amount)
    {
        for (var minute = from; minute < Minutes; minute++)
        {
            if (_open[minute] && --amount == 0)
            {
                return minute + 1;
            }
        }

        return null;
    }

    private static DateTime[] Read(string zone, DateTimeOffset start)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var highest = DateTime.MinValue;
        var readings = new List<DateTime>();
        for (var minute = -1440; minute < Minutes; minute++)
        {
            var reading = TimeZoneInfo.ConvertTime(start.AddMinutes(minute), info).DateTime;
            highest = reading > highest ? reading : highest;
            if (minute >= 0)
            {
                readings.Add(highest);
            }
        }

        return [.. readings];
    }

    private static bool[] Walk(CalendarDefinition definition, DateTime[] readings)
    {
        var days = new Dictionary<DateOnly, (DayInterval[] Begin, bool Closed)>();
        (DayInterval[] Begin, bool Closed) On(DateOnly date) =>
            days.TryGetValue(date, out var known) ? known : days[date] = DayOf(definition, date);

        return Array.ConvertAll(readings, reading =>
        {
            var date = DateOnly.FromDateTime(reading);
            var minute = (reading.Hour * 60) + reading.Minute;
            return Array.Exists(On(date).Begin, i => minute >= i.StartMinute && minute < i.StartMinute + i.LengthMinutes)
                || (!On(date).Closed && Array.Exists(On(date.AddDays(-1)).Begin, i => minute < i.StartMinute + i.LengthMinutes - 1440));
        });
    }

    private static (DayInterval[] Begin, bool Closed) DayOf(CalendarDefinition definition, DateOnly date)
    {
        var special = definition.SpecialDays.FirstOrDefault(day => day.Date == date);
        return special is not null
            ? ([.. special.Intervals], special.IsClosed)
            : ([.. definition.Weekly.Where(i => i.Day == date.DayOfWeek).Select(i => new DayInterval(i.StartMinute, i.LengthMinutes))], false);
    }
}
