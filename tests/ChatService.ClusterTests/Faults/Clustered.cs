namespace ChatService.ClusterTests.Faults;

/// <summary>One cluster for all tests of faults, which run one after the other; each leaves it well, and each brings a crowd of its own.</summary>
[CollectionDefinition(nameof(Clustered), DisableParallelization = true)]
public sealed class Clustered : ICollectionFixture<SharedCluster>;

/// <summary>Started with the first test.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    internal ChatCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await ChatCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
