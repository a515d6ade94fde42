using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Conversations;

/// <summary>The tables conversation, message and logged_event.</summary>
public sealed class ConversationsModel : IModelPart
{
    /// <summary>The table whose rows are locked before they are changed.</summary>
    public const string Table = "conversation";

    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<Conversation>(conversation =>
        {
            conversation.HasKey(c => c.Id);
            conversation.Ignore(c => c.IsOpen).Ignore(c => c.IsWaiting).Ignore(c => c.IsServed);
            conversation.Property(c => c.Tags).AsJson();
            conversation.Property(c => c.Skills).AsJson();
            conversation.Property(c => c.Ending).AsJson();
            conversation.Property(c => c.Mentioned).AsJson();
            conversation.Property(c => c.Handover).AsJson();
            conversation.Property(c => c.ExcludedAgentIds).AsJson();
            conversation.Property(c => c.Version).IsConcurrencyToken();
            // P3, F23: at most one open conversation per contact and inbox, whatever races.
            conversation.HasIndex(c => new { c.ContactId, c.InboxId }).IsUnique().HasFilter("state <> 'Closed'");
            conversation.HasIndex(c => new { c.State, c.QueuedAt });
            conversation.HasIndex(c => new { c.AssigneeId, c.State });
            conversation.HasIndex(c => new { c.ContactId, c.CreatedAt });
            // Nothing that changes with each message stands in an index: on PostgreSQL such an update stays on its page (HOT).
            conversation.HasIndex(c => c.ClosedAt);
            conversation.HasIndex(c => c.FirstCustomerMessageAt);
            conversation.HasIndex(c => c.CallbackRequestedAt).HasFilter("callback_requested_at IS NOT NULL");
        });
        model.Entity<MessageRow>(message =>
        {
            message.HasKey(m => new { m.ConversationId, m.Seq });
            message.Property(m => m.EventData).AsJson();
            message.HasIndex(m => new { m.ConversationId, m.ClientMessageId, m.SenderId }).IsUnique();
            message.HasIndex(m => new { m.ConversationId, m.PublicSeq }).IsUnique();
        });
        model.Entity<LoggedEvent>(logged =>
        {
            logged.HasKey(e => e.Id);
            logged.HasIndex(e => new { e.ConversationId, e.Id });
            logged.HasIndex(e => e.At);
        });
    }
}
