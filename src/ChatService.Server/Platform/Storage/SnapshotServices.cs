namespace ChatService.Server.Platform.Storage;

/// <summary>Registers what is kept in memory.</summary>
public static class SnapshotServices
{
    /// <summary>Adds the snapshot of one table and lets it hear of changes.</summary>
    public static IServiceCollection AddSnapshot<TRow>(this IServiceCollection services)
        where TRow : class =>
        services.AddSingleton<Snapshot<TRow>>().AddSingleton<ICommitListener>(s => s.GetRequiredService<Snapshot<TRow>>()).AddSingleton(new SnapshotType(typeof(TRow)));
}

/// <summary>A table that is kept in memory.</summary>
public sealed record SnapshotType(Type Row);
