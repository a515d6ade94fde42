namespace ChatService.Server.Features.Agents;

/// <summary>
/// An invitation or a password reset that is open. One per agent: a newer one replaces it. It goes when it is used, so it works once.
/// </summary>
public sealed class AccountLink
{
    public Guid AgentId { get; set; }

    /// <summary>SHA-256 of the token; the token itself is stored nowhere.</summary>
    public string Hash { get; set; } = string.Empty;

    /// <summary>The agent has never chosen a password.</summary>
    public bool IsInvitation { get; set; }

    /// <summary>Wrong codes of the second factor; too many end the link.</summary>
    public int Misses { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>A photo of an agent, as customers and colleagues see it.</summary>
public sealed class AgentPhoto
{
    public Guid AgentId { get; set; }
    public string ContentType { get; set; } = string.Empty;
    public byte[] Bytes { get; set; } = [];
}
