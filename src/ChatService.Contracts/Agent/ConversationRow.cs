namespace ChatService.Contracts;

/// <summary>The contact as a row shows it; a greater <c>Version</c> says that there is more to read again.</summary>
public sealed record RowContact(
    Guid Id, string? Name, string? Email, string? Phone, string Locale, string? Level, bool Verified, int Version);

/// <summary>A name with its id.</summary>
public sealed record NamedRef(Guid Id, string Name);

/// <summary>The last line of a transcript, shortened to 200 characters.</summary>
public sealed record LastMessage(string Text, string SenderKind, DateTimeOffset CreatedAt);

/// <summary>The clock that runs now. Metric: first_response, next_response or resolution.</summary>
public sealed record RowSla(string Metric, DateTimeOffset StartedAt, DateTimeOffset DueAt, int TargetSeconds, bool Breached);

/// <summary>Where to call back, since when, and whether it is done.</summary>
public sealed record Callback(string? Phone, string? Email)
{
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? DoneAt { get; init; }
    public NamedRef? DoneBy { get; init; }
}

/// <summary>Whether the customer has a page connected, <c>Since</c> when, or when the last one closed.</summary>
public sealed record RowPresence(bool Online, DateTimeOffset? Since, DateTimeOffset? LeftAt);
/// <summary>Who handed the conversation over to its agent, with the note for that agent.</summary>
public sealed record Handover(Guid FromId, string FromName, string? Note, DateTimeOffset At);

/// <summary>
/// An end that waits until <c>At</c> and can be undone. Kind: close (with Resolution) or transfer (with To, the name of the agent or team).
/// </summary>
public sealed record RowEnding(string Kind, NamedRef By, DateTimeOffset At, string? Resolution, string? To);

/// <summary>A conversation as agents see it; all seqs in internal numbers; <c>Version</c> grows with each change.</summary>
public sealed record ConversationRow
{
    public required Guid ConversationId { get; init; }
    public required Guid InboxId { get; init; }
    public required string InboxName { get; init; }
    public required string Channel { get; init; }
    public required RowContact Contact { get; init; }
    public required string State { get; init; }
    public required string Priority { get; init; }
    public NamedRef? Assignee { get; init; }
    public Guid? TeamId { get; init; }
    public required long LastSeq { get; init; }
    public required long ReadSeq { get; init; }
    public required long VisitorReadSeq { get; init; }
    public required int Unread { get; init; }
    public LastMessage? LastMessage { get; init; }
    public DateTimeOffset? AwaitingSince { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Since when it waits in the queue this time; null when it does not. QueuedAt is the original age.</summary>
    public DateTimeOffset? QueueEnteredAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public DateTimeOffset? WrapUpUntil { get; init; }
    public string? Resolution { get; init; }
    public RowEnding? Ending { get; init; }

    /// <summary>Agents whom a note names and who have not seen it.</summary>
    public IReadOnlyList<Guid> Mentions { get; init; } = [];
    public required string Locale { get; init; }
    public PageView? Page { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, int> Skills { get; init; }
    public RowSla? Sla { get; init; }
    public Callback? Callback { get; init; }
    public int? Rating { get; init; }

    /// <summary>What the customer answered to "Was it solved?"; null without an answer.</summary>
    public bool? Solved { get; init; }
    public RowPresence? Presence { get; init; }

    /// <summary>Null once the new agent has written.</summary>
    public Handover? Handover { get; init; }
    public required long Version { get; init; }
}
