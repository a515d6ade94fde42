namespace ChatService.Server.Features.Inboxes;

/// <summary>A website on which the widget of an inbox has opened a session: how an admin sees that the installation works.</summary>
public sealed class InboxSighting
{
    public Guid InboxId { get; set; }

    /// <summary>As the browser said it, scheme and host.</summary>
    public string Origin { get; set; } = string.Empty;

    /// <summary>To some minutes.</summary>
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>On the wire.</summary>
public sealed record InboxSightingView(string Origin, DateTimeOffset SeenAt);
