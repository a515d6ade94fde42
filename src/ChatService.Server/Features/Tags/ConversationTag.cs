using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Tags;

/// <summary>One tag of one conversation: the conversation's list, turned round, so that a tag finds its conversations.</summary>
public sealed class ConversationTag
{
    public string Name { get; set; } = string.Empty;
    public Guid ConversationId { get; set; }
}

/// <summary>The table conversation_tag.</summary>
public sealed class TagsModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<ConversationTag>(tag =>
        {
            tag.HasKey(t => new { t.Name, t.ConversationId });
            tag.HasIndex(t => t.ConversationId);
        });
    }
}
