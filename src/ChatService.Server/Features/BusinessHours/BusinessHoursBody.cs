namespace ChatService.Server.Features.BusinessHours;

/// <summary>Business hours on the wire, in and out; see PROTOCOL.md §4. On the way in anything may be absent: the check says so.</summary>
public sealed record BusinessHoursBody
{
    public Guid? Id { get; init; }
    public string? Name { get; init; }

    /// <summary>An IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }
    public IReadOnlyList<WeeklyBody?>? Weekly { get; init; }
    public IReadOnlyList<SpecialDayBody?>? Special { get; init; }

    /// <summary>The version that was read; needed to change it.</summary>
    public int? Version { get; init; }
}

/// <summary>Monday is day 1. An end at or before the start runs over midnight.</summary>
public sealed record WeeklyBody(int? Day, string? Start, string? End);

/// <summary>A date that does not follow the week; closed when it says so or has no intervals.</summary>
public sealed record SpecialDayBody(string? Date, bool? Closed, IReadOnlyList<IntervalBody?>? Intervals, string? Name);

/// <summary>Local times such as <c>09:00</c>.</summary>
public sealed record IntervalBody(string? Start, string? End);

/// <summary>The hours after an import.</summary>
/// <param name="Hours">As stored now.</param>
/// <param name="Imported">How many closed days were new; a date that was listed already stays as it was.</param>
/// <param name="Complaints">What was left out of the file and why.</param>
public sealed record HolidayImport(BusinessHoursBody Hours, int Imported, IReadOnlyList<string> Complaints);
