namespace ChatService.Domain.Sla;

/// <summary>The clock of the response times in a report.</summary>
public enum ReportClock
{
    /// <summary>Inside business hours only: what the targets are held against.</summary>
    Business,

    /// <summary>The clock on the wall: what the customer felt.</summary>
    Wall,
}
