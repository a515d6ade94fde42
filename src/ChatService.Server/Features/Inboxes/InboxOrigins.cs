namespace ChatService.Server.Features.Inboxes;

/// <summary>Which websites may use an inbox.</summary>
public static class InboxOrigins
{
    /// <summary>With a list, only an Origin that stands in it; a missing one is refused. Without a list, everybody.</summary>
    public static bool Allows(Inbox inbox, string? origin)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        return inbox.AllowedOrigins.Count == 0
            || (!string.IsNullOrEmpty(origin) && inbox.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));
    }
}
