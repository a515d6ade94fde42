namespace ChatService.Domain.Calendar;

/// <summary>A stretch of real time, in UTC, during which a calendar is open: start included, end not.</summary>
public readonly record struct OpenPeriod(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Elapsed real time, whatever the local clock did meanwhile.</summary>
    public TimeSpan Length => End - Start;
}
