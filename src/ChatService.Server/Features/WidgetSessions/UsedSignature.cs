using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>A signature that somebody has shown. It belongs to the first visitor that showed it, on every node and after a restart.</summary>
public sealed class UsedSignature
{
    /// <summary>SHA-256 of the signature, lower-case hex: what is stored opens nothing.</summary>
    public string Hash { get; set; } = string.Empty;

    /// <summary>From then on the signature is refused for its age, and need not be remembered.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>
    /// The contact of the visitor token that came with it. When its answer was lost, the same browser may show it
    /// again. Null: it came without a token.
    /// </summary>
    public Guid? ShownBy { get; set; }
}

/// <summary>The table used_signature.</summary>
public sealed class WidgetSessionsModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<UsedSignature>(used =>
        {
            used.HasKey(u => u.Hash);
            used.Property(u => u.Hash).HasMaxLength(64);
            used.HasIndex(u => u.ExpiresAt);
        });
    }
}
