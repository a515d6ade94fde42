namespace ChatService.ClusterTests.Faults;

/// <summary>One cluster for all tests of faults, which run one after the other; each leaves it well, and each brings a crowd of its own.</summary>
[CollectionDefinition(nameof(Clustered), DisableParallelization = true)]
public sealed class Clustered : ICollectionFixture<SharedCluster>;

/// <summary>Started with the first test.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ChatCluster? cluster;

    internal ChatCluster Cluster => cluster ?? throw new InvalidOperationException("The cluster did not start.");

    public async ValueTask InitializeAsync() => cluster = await ChatCluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (cluster is { } started)
        {
            await started.DisposeAsync();
        }
    }
}
