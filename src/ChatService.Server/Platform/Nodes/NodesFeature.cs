using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Nodes;

/// <summary>The door: which nodes live, and what they must tell each other.</summary>
public static class NodesFeature
{
    public static IServiceCollection AddNodes(this IServiceCollection services) => services
        .AddSingleton<IModelPart, NodesModel>()
        .AddSingleton<NodeIdentity>()
        .AddSingleton<NodeNotices>()
        .AddSingleton<NodeHeartbeat>()
        .AddHostedService(s => s.GetRequiredService<NodeHeartbeat>())
        .AddSingleton(s => SnapshotNotice(s.GetServices<SnapshotType>()));

    // A type is named on the wire; only those that this program keeps in memory are known to it.
    private static NoticeKind SnapshotNotice(IEnumerable<SnapshotType> types)
    {
        var byName = types.ToDictionary(type => type.Row.Name, type => type.Row, StringComparer.Ordinal);
        return new NoticeKind(
            typeof(SnapshotStale), "snapshot_stale", happened => ((SnapshotStale)happened).Row.Name, name => byName.TryGetValue(name, out var row) ? new SnapshotStale(row) : null);
    }
}
