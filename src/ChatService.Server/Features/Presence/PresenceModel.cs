using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Presence;

/// <summary>The tables agent_status, agent_lease, agent_link, visitor_link and page_trail.</summary>
public sealed class PresenceModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<AgentStatusRow>(status =>
        {
            status.HasKey(s => s.AgentId);
            status.Property(s => s.AgentId).ValueGeneratedNever();
            status.Ignore(s => s.Misses);
            status.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<AgentLease>(lease =>
        {
            lease.HasKey(l => l.AgentId);
            lease.Property(l => l.AgentId).ValueGeneratedNever();
        });
        model.Entity<AgentLink>(link =>
        {
            link.HasKey(l => new { l.AgentId, l.NodeId });
            link.HasIndex(l => l.NodeId);
        });
        model.Entity<PageTrail>(trail =>
        {
            trail.HasKey(t => t.ContactId);
            trail.Property(t => t.ContactId).ValueGeneratedNever();
            trail.Property(t => t.Pages).AsJson();
        });
        model.Entity<VisitorLink>(link =>
        {
            link.HasKey(l => new { l.ContactId, l.NodeId });
            link.HasIndex(l => l.NodeId);
        });
    }
}
