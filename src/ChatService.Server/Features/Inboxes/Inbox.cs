namespace ChatService.Server.Features.Inboxes;

/// <summary>One configured entrance: a site's widget, later a mail address or a WeChat account.</summary>
public sealed class Inbox
{
    public Guid Id { get; set; }

    /// <summary>Public, stands in the embed snippet.</summary>
    public string Key { get; set; } = string.Empty;
    public string Name { get; set; } = string.Empty;
    public bool Enabled { get; set; } = true;
    public string Color { get; set; } = "#2563eb";
    public string Locale { get; set; } = "en";

    /// <summary>Signs <c>identify</c>; never leaves the server but once, when it is made.</summary>
    public string Secret { get; set; } = string.Empty;
    public Dictionary<string, string> Greeting { get; set; } = [];
    public Dictionary<string, List<string>> SuggestedQuestions { get; set; } = [];

    /// <summary>Empty: any website may embed it.</summary>
    public List<string> AllowedOrigins { get; set; } = [];

    /// <summary>Null: open at all hours.</summary>
    public Guid? BusinessHoursId { get; set; }
    public List<Guid> TeamIds { get; set; } = [];
    public PreChat PreChat { get; set; } = new();
    public Launcher Launcher { get; set; } = new();
    public RoutingOptions Routing { get; set; } = new();
    public int WrapUpSeconds { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>Raised with each new secret: tokens of visitors that an older secret verified are refused.</summary>
    public int SecretEpoch { get; set; }
}

/// <summary>What is asked before the first message.</summary>
public sealed record PreChat(bool AskName = true, bool AskEmail = true, bool Required = false);

/// <summary>Where the launcher sits; offsets in CSS pixels.</summary>
public sealed record Launcher(string Position = "right", int OffsetX = 16, int OffsetY = 16);
