using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>The databases of every stage, product and baselines alike: durable, and with memory as for production on a small machine.</summary>
public static class Stores
{
    public const string Database = "chat";

    private const string Tuned = "-c shared_buffers=1GB -c effective_cache_size=6GB -c max_wal_size=4GB -c checkpoint_timeout=15min -c maintenance_work_mem=512MB -c random_page_cost=1.1 -c autovacuum_naptime=5s";

    /// <summary>With an empty database.</summary>
    public static async Task<PostgresServer> PostgresAsync(Parts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var postgres = parts.Add(await PostgresServer.StartAsync(durable: true, Tuned));
        await postgres.CreateAsync(Database);
        return postgres;
    }
}
