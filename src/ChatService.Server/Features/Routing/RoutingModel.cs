using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>The tables offer and routing_decision.</summary>
public sealed class RoutingModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<OfferRow>(offer =>
        {
            offer.HasKey(o => o.Id);
            offer.Property(o => o.Id).ValueGeneratedNever();
            offer.Property(o => o.Reason).AsJson();
            // The compare-and-set of its life: two writers at once do not both end it.
            offer.Property(o => o.State).IsConcurrencyToken();
            offer.HasIndex(o => new { o.ConversationId, o.AgentId }).IsUnique().HasFilter("state = 'Open'");
            offer.HasIndex(o => o.AgentId).HasFilter("state = 'Open'");
            offer.HasIndex(o => o.ConversationId);
        });
        model.Entity<RoutingDecisionRow>(decision =>
        {
            decision.HasKey(d => d.Id);
            decision.Property(d => d.Id).ValueGeneratedNever();
            decision.Property(d => d.AgentIds).AsJson();
            decision.HasIndex(d => new { d.ConversationId, d.At });
        });
    }
}
