using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Nodes;

/// <summary>One row for each node that lives. A node whose row is old is dead to the others.</summary>
public sealed class NodeRow
{
    public string Id { get; set; } = string.Empty;
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Renewed every second, by the database's clock.</summary>
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>What the other nodes must hear of although Redis is away: settings that changed, a log-in that ended.</summary>
public sealed class NodeNotice
{
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Who wrote it, and has heard it already.</summary>
    public string NodeId { get; set; } = string.Empty;

    /// <summary>The name of a <see cref="NoticeKind"/>.</summary>
    public string Kind { get; set; } = string.Empty;
    public string Payload { get; set; } = string.Empty;
}

/// <summary>The tables node and node_notice.</summary>
public sealed class NodesModel : IModelPart
{
    public void Build(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<NodeRow>().HasKey(n => n.Id);
        model.Entity<NodeNotice>(notice =>
        {
            notice.HasKey(n => n.Id);
            notice.HasIndex(n => n.At);
        });
    }
}
