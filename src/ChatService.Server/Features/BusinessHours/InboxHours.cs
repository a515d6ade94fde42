using System.Collections.Concurrent;
using ChatService.Domain.Calendar;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>The hours of each inbox, from memory. An inbox without hours is open at every instant.</summary>
public sealed class InboxHours(InboxDirectory inboxes, Snapshot<BusinessHours> hours) : IInboxHours
{
    // Making a calendar sorts and checks it; one per version is enough.
    private readonly ConcurrentDictionary<Guid, (int Version, BusinessCalendar Calendar)> made = new();

    /// <summary>The calendar in which this inbox's reply timers run.</summary>
    public BusinessCalendar For(Guid inboxId)
    {
        if (inboxes.Find(inboxId)?.BusinessHoursId is not { } id || hours.Rows.FirstOrDefault(h => h.Id == id) is not { } row)
        {
            return BusinessCalendar.AlwaysOpen;
        }

        if (made.TryGetValue(id, out var known) && known.Version == row.Version)
        {
            return known.Calendar;
        }

        var calendar = BusinessCalendar.From(row.Definition);
        made[id] = (row.Version, calendar);
        return calendar;
    }

    /// <summary>True from an opening on, false from a closing on.</summary>
    public bool IsOpen(Guid inboxId, DateTimeOffset at) => For(inboxId).IsOpen(at);

    /// <summary>The next opening; null while open, and when there is none within ten years.</summary>
    public DateTimeOffset? NextOpening(Guid inboxId, DateTimeOffset at)
    {
        var calendar = For(inboxId);
        return calendar.IsOpen(at) ? null : calendar.NextOpening(at);
    }

    /// <summary>The next closing or opening; null when there is none within two weeks.</summary>
    public DateTimeOffset? NextChange(Guid inboxId, DateTimeOffset at) => For(inboxId).NextChange(at);

    /// <summary>The offset of the hours' time zone; zero for an inbox that is always open.</summary>
    public TimeSpan OffsetAt(Guid inboxId, DateTimeOffset at) =>
        TimeZoneInfo.FindSystemTimeZoneById(For(inboxId).Definition.TimeZone).GetUtcOffset(at);
}
