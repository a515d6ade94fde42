using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Audit;

/// <summary>Who changed what. Written in the transaction of the change, never altered.</summary>
public sealed class AuditEntry
{
    /// <summary>UUID v7: sorts by time.</summary>
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Null: the system, e.g. the command line.</summary>
    public Guid? ActorId { get; set; }
    public string? ActorName { get; set; }

    /// <summary>create, update, delete, disable, reset_password, rotate_secret …</summary>
    public string Action { get; set; } = string.Empty;

    /// <summary>agent, team, inbox, api_token, contact …</summary>
    public string Entity { get; set; } = string.Empty;
    public Guid? EntityId { get; set; }
    public string? EntityName { get; set; }

    /// <summary>By field: the old and the new value. Never a secret.</summary>
    public Dictionary<string, AuditChange> Changes { get; set; } = [];
}

/// <summary>One field's values as JSON.</summary>
public sealed record AuditChange(System.Text.Json.JsonElement? From, System.Text.Json.JsonElement? To);

/// <summary>The table audit_entry.</summary>
public sealed class AuditModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<AuditEntry>(entry =>
        {
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => e.At);
            entry.Property(e => e.Changes).AsJson();
        });
    }
}
