namespace ChatService.Domain.AutoReplies;

/// <summary>Where a rule applies. Every condition must hold; an empty list means "any".</summary>
public sealed record AutoReplyConditions
{
    /// <summary>No condition at all.</summary>
    public static AutoReplyConditions None { get; } = new();

    /// <summary>Only these inboxes.</summary>
    public IReadOnlyList<Guid> InboxIds { get; init; } = [];

    /// <summary>Only these teams. A conversation without a team is in none.</summary>
    public IReadOnlyList<Guid> TeamIds { get; init; } = [];

    /// <summary>Language tags. <c>zh</c> includes <c>zh-CN</c>, <c>zh-CN</c> is only itself. A customer whose language is unknown counts as speaking the inbox's.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Customer levels by name, in any case. A customer without a level has none of them.</summary>
    public IReadOnlyList<string> CustomerLevels { get; init; } = [];

    /// <summary>Whether the inbox must be open or closed.</summary>
    public BusinessHoursCondition BusinessHours { get; init; }

    /// <summary>Whether somebody must be at work who serves the conversation, or nobody.</summary>
    public DeskCondition Desk { get; init; }

    /// <summary>Only these priorities.</summary>
    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    /// <summary>
    /// Keyword and outside-hours rules keep quiet while a human agent has the conversation, as nobody likes to be interrupted by a machine. True lets this one speak all the same.
    /// </summary>
    public bool AlsoWithAgent { get; init; }

    /// <summary>Asks for an order number only while the customer has not given one, for instance; null: does not matter.</summary>
    public SaidCondition? Said { get; init; }

    internal bool Hold(AutoReplyFacts facts) =>
        IsOneOf(InboxIds, facts.InboxId)
        && (TeamIds.Count == 0 || (facts.TeamId is { } team && TeamIds.Contains(team)))
        && HoursHold(facts.WithinBusinessHours)
        && DeskHolds(facts.DeskIsStaffed)
        && IsOneOf(Priorities, facts.Priority)
        && LanguageHolds(facts.Language ?? facts.InboxLanguage)
        && LevelHolds(facts.CustomerLevel);

    // An inbox never changes during a conversation, so this part may decide whether a timer is worth arming.
    internal bool HoldForInbox(Guid inboxId) => IsOneOf(InboxIds, inboxId);

    private static bool IsOneOf<T>(IReadOnlyList<T> allowed, T value) => allowed.Count == 0 || allowed.Contains(value);

    private bool HoursHold(bool open) => BusinessHours switch
    {
        BusinessHoursCondition.Open => open,
        BusinessHoursCondition.Closed => !open,
        _ => true,
    };

    private bool DeskHolds(bool staffed) => Desk == DeskCondition.Any || (Desk == DeskCondition.Staffed) == staffed;

    private bool LanguageHolds(string? language) =>
        Languages.Count == 0 || (language is not null && Languages.Any(wanted => LanguageChoice.Includes(wanted, language)));

    private bool LevelHolds(string? level) =>
        CustomerLevels.Count == 0 || (level is not null && CustomerLevels.Contains(level, StringComparer.OrdinalIgnoreCase));
}
