namespace ChatService.Server.Features.Agents;

/// <summary>What a token may do with the rights of its agent.</summary>
public enum TokenScope
{
    /// <summary>Everything. The first, for it is what tokens had before there were scopes, in the table and here.</summary>
    Write,

    /// <summary>Look, and hear. Changes nothing.</summary>
    Read,
}

/// <summary>A key for programs. The token itself is shown once; here stands only its SHA-256.</summary>
public sealed class ApiToken
{
    public Guid Id { get; set; }
    public string Name { get; set; } = string.Empty;

    /// <summary>Lower-case hex. The token has 256 random bits, so an unsalted hash tells nothing.</summary>
    public string Hash { get; set; } = string.Empty;

    /// <summary>Who acts when it is used: an agent of its own (<see cref="Agent.Service"/>) or a person it was bound to. Its rights are that agent's rights.</summary>
    public Guid AgentId { get; set; }
    public Guid CreatedById { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>To about an hour.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>What it may do with those rights.</summary>
    public TokenScope Scope { get; set; } = TokenScope.Write;
}
