namespace ChatService.Server.Features.Inboxes;

/// <summary>What an admin may set of an inbox. Left out when editing: stays as it is, except <see cref="BusinessHoursId"/>, where nothing means open at all hours.</summary>
public sealed record InboxDraft
{
    public string? Key { get; init; }
    public string? Name { get; init; }
    public bool? Enabled { get; init; }

    /// <summary>#rrggbb.</summary>
    public string? Color { get; init; }
    public string? Locale { get; init; }
    public Dictionary<string, string>? Greeting { get; init; }
    public Dictionary<string, List<string>>? SuggestedQuestions { get; init; }

    /// <summary>scheme://host[:port]; empty: any website.</summary>
    public List<string>? AllowedOrigins { get; init; }
    public Guid? BusinessHoursId { get; init; }
    public List<Guid>? TeamIds { get; init; }
    public PreChat? PreChat { get; init; }
    public Launcher? Launcher { get; init; }
    public RoutingOptions? Routing { get; init; }
    public int? WrapUpSeconds { get; init; }

    /// <summary>The one that was read; needed when editing.</summary>
    public int? Version { get; init; }
}
