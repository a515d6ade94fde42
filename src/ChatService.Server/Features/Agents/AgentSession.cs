namespace ChatService.Server.Features.Agents;

/// <summary>One log-in of the console. The cookie only names it; whether it lives stands here.</summary>
public sealed class AgentSession
{
    /// <summary>New at every log-in.</summary>
    public Guid Id { get; set; }
    public Guid AgentId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Moves forward while it is used.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The browser, cut to 200 characters; shown to nobody but the agent and admins.</summary>
    public string? UserAgent { get; set; }
}

/// <summary>Told after a log-in, and after its time was extended.</summary>
public sealed record AgentSessionExtended(Guid SessionId, Guid AgentId, DateTimeOffset ExpiresAt);
