namespace ChatService.Server.Features.CannedReplies;

/// <summary>A canned reply as it stands in PROTOCOL.md; the title is in the caller's language.</summary>
public sealed record CannedReplyBody
{
    public Guid? Id { get; init; }
    public string? Shortcut { get; init; }
    public string? Title { get; init; }
    public IReadOnlyDictionary<string, string?>? Texts { get; init; }
    public IReadOnlyList<Guid>? InboxIds { get; init; }
    public IReadOnlyList<Guid>? TeamIds { get; init; }
    public int? Version { get; init; }

    /// <summary>As a reader of that language sees it.</summary>
    public static CannedReplyBody Of(CannedReplyRow row, string locale)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new CannedReplyBody
        {
            Id = row.Id,
            Shortcut = row.Shortcut,
            Title = row.ToReply().TitleFor(locale),
            Texts = row.Texts.ToDictionary(t => t.Key, t => (string?)t.Value),
            InboxIds = row.InboxIds,
            TeamIds = row.TeamIds,
            Version = row.Version,
        };
    }
}
