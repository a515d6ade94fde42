namespace ChatService.Domain.Sla;

/// <summary>The switches of a service level report.</summary>
public sealed record ServiceLevelOptions
{
    /// <summary>The promise; a response that takes exactly this long has kept it.</summary>
    public TimeSpan Threshold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who leaves sooner than this did not really wait: a wrong click, a page closed at once.</summary>
    public TimeSpan ShortAbandon { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>SL: customers who left count against.</summary>
    public bool IncludeAbandons { get; init; } = true;

    /// <summary>FRT and SL: short abandons are left out.</summary>
    public bool ExcludeShortAbandons { get; init; } = true;

    /// <summary>SL: conversations handed over to another desk are left out.</summary>
    public bool ExcludeTransfersOut { get; init; }

    /// <summary>The clock of FRT and of the answer rate. SL is always by the wall.</summary>
    public ReportClock Clock { get; init; } = ReportClock.Business;
}
