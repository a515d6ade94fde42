using ChatService.Domain.Sla;

namespace ChatService.Server.Features.Sla;

/// <summary>One version of a policy. Versions are never changed or deleted, so that a clock can name exactly what was promised.</summary>
public sealed class SlaPolicyVersion
{
    /// <summary>Stays the same over all versions.</summary>
    public Guid Id { get; set; }

    /// <summary>Counts from 1.</summary>
    public int Version { get; set; }

    /// <summary>The promise.</summary>
    public required SlaPolicy Policy { get; set; }

    /// <summary>New clocks may use it: the latest version of a policy that was not deleted.</summary>
    public bool IsCurrent { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
