using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Contacts;

/// <summary>A person, known or not. An anonymous visitor's contact has the visitor's id; it appears with the first message.</summary>
public sealed class Contact
{
    public Guid Id { get; set; }
    public string? Name { get; set; }

    /// <summary>Claimed unless <see cref="Verified"/>.</summary>
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string Locale { get; set; } = "en";
    public string? Level { get; set; }

    /// <summary>Its identity came with a valid signature.</summary>
    public bool Verified { get; set; }

    /// <summary>The integrator's own id for the person, within the inbox that signed it.</summary>
    public string? ExternalId { get; set; }
    public Guid? ExternalInboxId { get; set; }
    public Dictionary<string, string> Attributes { get; set; } = [];
    public string? Note { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>What the page says of this person (<c>setAttributes</c>): not signed, so never mixed with <see cref="Attributes"/>. Null: nothing.</summary>
    public Dictionary<string, string>? PageAttributes { get; set; }

    /// <summary>
    /// Raised when visitor tokens end: at the first verification, a log-out, a revocation. Tokens of an earlier epoch
    /// are refused.
    /// </summary>
    public int Epoch { get; set; }

    /// <summary>Since when its pages are connected; null while none is. Written by the Presence room.</summary>
    public DateTimeOffset? OnlineSince { get; set; }

    /// <summary>
    /// When its last page was closed. While <see cref="OnlineSince"/> is set: nobody has confirmed since then that it is
    /// connected (its node died, or it has just come); the Presence room confirms it or ends it.
    /// </summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>It has a connection, but no node has stored that yet: online until the Presence room finds nobody.</summary>
    public void ArriveUnconfirmed(DateTimeOffset now)
    {
        if (OnlineSince is null)
        {
            (OnlineSince, LeftAt) = (now, now);
        }
    }
}

/// <summary>The table contact.</summary>
public sealed class ContactsModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<Contact>(contact =>
        {
            contact.HasKey(c => c.Id);
            contact.HasIndex(c => new { c.ExternalInboxId, c.ExternalId }).IsUnique().HasFilter("external_id IS NOT NULL");
            contact.HasIndex(c => c.LastSeenAt);
            // A handful at any time: those whose node died.
            contact.HasIndex(c => c.LeftAt).HasFilter("online_since IS NOT NULL AND left_at IS NOT NULL");
            contact.Property(c => c.Attributes).AsJson();
            contact.Property(c => c.PageAttributes).AsJson();
            contact.Property(c => c.Version).IsConcurrencyToken();
            // A node of the version before adds contacts without it.
            contact.Property(c => c.Epoch).HasDefaultValue(0);
        });
    }
}
