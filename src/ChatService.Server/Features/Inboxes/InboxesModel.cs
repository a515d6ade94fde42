using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Inboxes;

/// <summary>The tables inbox and inbox_sighting.</summary>
public sealed class InboxesModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<InboxSighting>().HasKey(s => new { s.InboxId, s.Origin });
        model.Entity<Inbox>(inbox =>
        {
            inbox.HasKey(i => i.Id);
            inbox.HasIndex(i => i.Key).IsUnique();
            inbox.Property(i => i.Greeting).AsJson();
            inbox.Property(i => i.SuggestedQuestions).AsJson();
            inbox.Property(i => i.AllowedOrigins).AsJson();
            inbox.Property(i => i.TeamIds).AsJson();
            inbox.Property(i => i.PreChat).AsJson();
            inbox.Property(i => i.Launcher).AsJson();
            inbox.Property(i => i.Routing).AsJson();
            inbox.Property(i => i.Version).IsConcurrencyToken();
            inbox.Property(i => i.SecretEpoch).HasDefaultValue(0);
        });
    }
}
