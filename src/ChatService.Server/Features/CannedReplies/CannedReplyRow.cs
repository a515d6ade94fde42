using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.CannedReplies;

/// <summary>A text that agents put into the composer by its shortcut.</summary>
public sealed class CannedReplyRow
{
    public Guid Id { get; set; }

    /// <summary>With its slash; unique.</summary>
    public string Shortcut { get; set; } = string.Empty;

    /// <summary>By language, for the list.</summary>
    public Dictionary<string, string> Titles { get; set; } = [];

    /// <summary>By language, with variables.</summary>
    public Dictionary<string, string> Texts { get; set; } = [];

    /// <summary>With neither inboxes nor teams it is for everybody.</summary>
    public List<Guid> InboxIds { get; set; } = [];
    public List<Guid> TeamIds { get; set; } = [];
    public int Version { get; set; } = 1;

    /// <summary>As the domain checks it.</summary>
    public CannedReply ToReply() => new()
    {
        Id = Id,
        Shortcut = Shortcut,
        Titles = Titles,
        Template = new ReplyTemplate { Id = Id, Version = Version, Texts = Texts },
    };
}

/// <summary>The table canned_reply.</summary>
public sealed class CannedRepliesModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<CannedReplyRow>(reply =>
        {
            reply.HasKey(r => r.Id);
            reply.HasIndex(r => r.Shortcut).IsUnique();
            reply.Property(r => r.Titles).AsJson();
            reply.Property(r => r.Texts).AsJson();
            reply.Property(r => r.InboxIds).AsJson();
            reply.Property(r => r.TeamIds).AsJson();
            reply.Property(r => r.Version).IsConcurrencyToken();
        });
    }
}
