namespace ChatService.Domain.Calendar;

/// <summary>One reason why a calendar, or a part of an imported one, was refused.</summary>
/// <param name="Code">The machine-readable reason.</param>
/// <param name="Where">The offending place, such as <c>weekly[2].startMinute</c> or <c>line 14</c>.</param>
/// <param name="Text">One sentence in English for an admin.</param>
public sealed record CalendarComplaint(CalendarComplaintCode Code, string Where, string Text);
