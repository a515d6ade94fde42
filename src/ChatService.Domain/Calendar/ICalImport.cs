namespace ChatService.Domain.Calendar;

/// <summary>What an import found.</summary>
/// <param name="Days">Closed days in the order of their dates, no date twice; the first event of a date gives the name.</param>
/// <param name="Complaints">What was left out and why, in the order of the text; at most 100.</param>
public sealed record ICalImport(IReadOnlyList<SpecialDay> Days, IReadOnlyList<CalendarComplaint> Complaints);
