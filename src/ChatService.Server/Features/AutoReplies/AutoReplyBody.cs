namespace ChatService.Server.Features.AutoReplies;

/// <summary>A rule as it stands in PROTOCOL.md; everything is optional until it was checked.</summary>
public sealed record AutoReplyBody
{
    public Guid? Id { get; init; }
    public string? Name { get; init; }
    public bool? Enabled { get; init; }
    public int? Order { get; init; }
    public AutoReplyTriggerBody? Trigger { get; init; }
    public AutoReplyConditionsBody? Conditions { get; init; }
    public AutoReplyKeywordsBody? Keywords { get; init; }
    public IReadOnlyList<AutoReplyActionBody?>? Actions { get; init; }
    public bool? OncePerConversation { get; init; }
    public int? CooldownSeconds { get; init; }
    public bool? StopsOthers { get; init; }
    public int? Version { get; init; }
}

/// <summary>Seconds only for the triggers that wait.</summary>
public sealed record AutoReplyTriggerBody(string? Type, int? Seconds = null);

/// <summary>Absent lists mean "any"; Hours: any, open or closed. AlsoWithAgent lets keyword and outside-hours rules speak while an agent has the conversation.</summary>
public sealed record AutoReplyConditionsBody
{
    public IReadOnlyList<Guid>? InboxIds { get; init; }
    public IReadOnlyList<Guid>? TeamIds { get; init; }
    public IReadOnlyList<string?>? Languages { get; init; }
    public IReadOnlyList<string?>? Levels { get; init; }
    public IReadOnlyList<string?>? Priorities { get; init; }
    public string? Hours { get; init; }
    public bool? AlsoWithAgent { get; init; }

    /// <summary>any, staffed or nobody: who is at work.</summary>
    public string? Desk { get; init; }

    /// <summary>What the customer has written, or must not have written; null: does not matter.</summary>
    public AutoReplySaidBody? Said { get; init; }
}

/// <summary>Found: one of the customer's messages matches the pattern; false or absent: none does.</summary>
public sealed record AutoReplySaidBody(string? Pattern, bool? Found = null);

/// <summary>Any of the words, or the pattern.</summary>
public sealed record AutoReplyKeywordsBody(IReadOnlyList<string?>? Words, string? Pattern = null);

/// <summary>Texts by language for reply; Value is the priority, the tag or the team's id.</summary>
public sealed record AutoReplyActionBody(string? Type, IReadOnlyDictionary<string, string?>? Texts = null, string? Value = null);

/// <summary>One line of a rule's record.</summary>
public sealed record FiringView(Guid ConversationId, int RuleVersion, DateTimeOffset At);
