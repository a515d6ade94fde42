namespace ChatService.Domain.Calendar;

/// <summary>Why a calendar was refused.</summary>
public enum CalendarComplaintCode
{
    /// <summary>The time zone is not an IANA name that this machine knows.</summary>
    UnknownTimeZone,

    /// <summary>A day of the week outside Sunday to Saturday.</summary>
    UnknownDay,

    /// <summary>A start minute outside 0 to 1439.</summary>
    StartOutOfRange,

    /// <summary>A length outside 1 to 1440 minutes.</summary>
    LengthOutOfRange,

    /// <summary>More intervals in the week, or in one day, than a calendar may have.</summary>
    TooManyIntervals,

    /// <summary>Two special days with one date.</summary>
    DuplicateSpecialDay,

    /// <summary>More special days than a calendar may have.</summary>
    TooManySpecialDays,

    /// <summary>An imported text that is longer than the import reads.</summary>
    ImportTooLarge,

    /// <summary>An imported text that is not an iCalendar object, or one whose components are not closed.</summary>
    ImportMalformed,

    /// <summary>An imported event without a readable all-day date.</summary>
    ImportDateUnreadable,

    /// <summary>An imported event with clock times: a holiday is a whole day.</summary>
    ImportTimedEvent,

    /// <summary>An imported event that lasts longer than a holiday may.</summary>
    ImportEventTooLong,

    /// <summary>A repetition that the import does not follow; the first occurrence was taken.</summary>
    ImportRepetitionUnsupported,
}
