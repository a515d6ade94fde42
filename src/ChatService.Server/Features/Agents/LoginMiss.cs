namespace ChatService.Server.Features.Agents;

/// <summary>Wrong passwords in a row under one key, in the database so that all nodes count together.</summary>
public sealed class LoginMiss
{
    /// <summary>A hash of the account and of who tried; <see cref="LoginKeys"/>.</summary>
    public Guid Id { get; set; }

    /// <summary>The hash of the e-mail address, whether somebody has it or not: what is stored does not tell.</summary>
    public Guid Account { get; set; }
    public int Misses { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
}
