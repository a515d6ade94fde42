using System.Text;
using ChatService.Contracts;
using ChatService.Domain.Calendar;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>Adds the all-day events of an iCalendar file as closed days. Dates that are listed already stay as an admin wrote them.</summary>
public sealed class ImportHolidays(WriteSession session, HoursReactions reactions)
{
    /// <summary>Refused when nothing in the file can be read.</summary>
    public async Task<Outcome<HolidayImport>> HandleAsync(Guid id, Stream file, Agent actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (await ReadAsync(file, cancellationToken) is not { } text)
        {
            return new Refusal(ErrorCode.TooLarge, $"A holiday calendar has at most {ICalHolidays.MaxCharacters} characters.");
        }

        return await session.RunAsync((scope, token) => ImportAsync(scope, id, text, actor, token), cancellationToken);
    }

    private async Task<Outcome<HolidayImport>> ImportAsync(WriteScope scope, Guid id, string text, Agent actor, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<BusinessHours>().SingleOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } row)
        {
            return Refusal.NotFound("calendar");
        }

        // A year back is enough for reports about the recent past; older holidays would only fill the list.
        var found = ICalHolidays.Parse(text, DateOnly.FromDateTime(scope.Now.UtcDateTime).AddYears(-1));
        if (found.Days.Count == 0 && found.Complaints.Count > 0)
        {
            return Refusal.Invalid($"Nothing was imported: {found.Complaints[0].Text}");
        }

        var listed = row.Definition.SpecialDays.Select(day => day.Date).ToHashSet();
        var added = found.Days.Where(day => !listed.Contains(day.Date)).ToList();
        var definition = row.Definition with { SpecialDays = [.. row.Definition.SpecialDays.Concat(added).OrderBy(day => day.Date)] };
        if (BusinessCalendar.Validate(definition) is { Count: > 0 } complaints)
        {
            return Refusal.Invalid(complaints[0].Text);
        }

        if (added.Count > 0)
        {
            var before = BusinessHoursWords.View(row);
            (row.Definition, row.Version) = (definition, row.Version + 1);
            await reactions.EditedAsync(scope, id, cancellationToken);
            ManageBusinessHours.Record(scope, actor, "import_holidays", row, before);
            scope.Tell(new SnapshotStale(typeof(BusinessHours)));
        }

        return new HolidayImport(BusinessHoursWords.View(row), added.Count, [.. found.Complaints.Select(c => $"{c.Where}: {c.Text}")]);
    }

    private static async Task<string?> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var buffer = new char[16 * 1024];
        var text = new StringBuilder();
        for (var count = await reader.ReadAsync(buffer, cancellationToken); count > 0; count = await reader.ReadAsync(buffer, cancellationToken))
        {
            if (text.Append(buffer, 0, count).Length > ICalHolidays.MaxCharacters)
            {
                return null;
            }
        }

        return text.ToString();
    }
}
