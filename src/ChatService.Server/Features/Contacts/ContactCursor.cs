using System.Globalization;

namespace ChatService.Server.Features.Contacts;

/// <summary>Where a page of contacts ended: <c>milliseconds.id</c>.</summary>
public sealed record ContactCursor(DateTimeOffset LastSeenAt, Guid Id)
{
    /// <summary>Null for a text that we did not make.</summary>
    public static ContactCursor? Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < 253_402_300_800_000
            && Guid.TryParse(text.AsSpan(dot + 1), out var id)
                ? new ContactCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LastSeenAt.ToUnixTimeMilliseconds()}.{Id}");
}
