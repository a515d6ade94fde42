using ChatService.Contracts;

namespace ChatService.Server.Features.Contacts;

/// <summary>A contact on the wire; PROTOCOL.md §4.</summary>
public sealed record ContactView(
    Guid Id, string? Name, string? Email, string? Phone, string Locale, string? Level, bool Verified, string? ExternalId,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> PageAttributes, string? Note, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, int Version,
    RowPresence? Presence)
{
    /// <summary>Null: never seen on a page.</summary>
    public static RowPresence? PresenceOf(Contact contact) => contact switch
    {
        { OnlineSince: { } since } => new RowPresence(Online: true, since, null),
        { LeftAt: { } leftAt } => new RowPresence(Online: false, null, leftAt),
        _ => null,
    };

    /// <summary>From the row.</summary>
    public static ContactView Of(Contact c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new ContactView(
            c.Id, c.Name, c.Email, c.Phone, c.Locale, c.Level, c.Verified, c.ExternalId, c.Attributes, c.PageAttributes ?? [], c.Note, c.CreatedAt, c.LastSeenAt, c.Version, PresenceOf(c));
    }
}

/// <summary>What an agent may set; the whole of it, so nothing means none. Left out <see cref="Locale"/> and <see cref="Attributes"/> stay.</summary>
public sealed record ContactDraft
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Locale { get; init; }
    public string? Level { get; init; }
    public Dictionary<string, string>? Attributes { get; init; }
    public string? Note { get; init; }
    public int? Version { get; init; }

    /// <summary>The fields as the editor had read them. With it only fields that the editor changed are written, and only a field that somebody else changed as well is a conflict.</summary>
    public ContactBefore? Was { get; init; }
}

/// <summary>A contact as an editor had read it.</summary>
public sealed record ContactBefore(
    string? Name = null, string? Email = null, string? Phone = null, string? Locale = null, string? Level = null, Dictionary<string, string>? Attributes = null, string? Note = null);
