using ChatService.Contracts;
using ChatService.Server.Platform.Http;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace ChatService.ClusterTests.Kit;

/// <summary>PostgreSQL that survives its own crash, Redis, three nodes as processes and nginx with the configuration that ships, all real, on loopback, in private directories.</summary>
internal sealed class ChatCluster : IAsyncDisposable
{
    private const string Database = "chat";

    private readonly TempDirectory directory = new();
    private NginxServer? nginx;

    private ChatCluster(PostgresServer postgres, RedisServer redis) => (Postgres, Redis) = (postgres, redis);

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public IReadOnlyList<ClusterNode> Nodes { get; private set; } = [];

    public NginxServer Nginx => nginx ?? throw new InvalidOperationException("nginx was not started.");

    /// <summary>The one address, nginx's.</summary>
    public Uri Url => Nginx.Url;

    /// <summary>What each node is started with; a further node joins with the same.</summary>
    public IReadOnlyDictionary<string, string> SettingsFor(CutProxy redisWire) => new Dictionary<string, string>(Roomy.Limits)
    {
        ["ConnectionStrings:Postgres"] = Postgres.ConnectionString(Database),
        ["ConnectionStrings:Redis"] = redisWire.Url.Authority,
        ["Proxy:Known"] = "127.0.0.1",
        ["Drain:WaitSeconds"] = "1",
        ["Drain:SpreadSeconds"] = "2",
    };

    /// <summary>Starts all of it; the nodes start at once and migrate once.</summary>
    public static async Task<ChatCluster> StartAsync(int nodes = 3, IReadOnlyDictionary<string, string>? more = null)
    {
        var cluster = new ChatCluster(await PostgresServer.StartAsync(durable: true), await RedisServer.StartAsync());
        try
        {
            await cluster.Postgres.CreateAsync(Database);
            cluster.Nodes = [.. Enumerable.Range(1, nodes).Select(number => cluster.Node(number, more))];
            await Task.WhenAll(cluster.Nodes.Select(node => node.Process.StartAsync()));
            cluster.nginx = await NginxServer.StartAsync([.. cluster.Nodes.Select(node => node.Url)]);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more node that is not started yet, and that the balancer does not know.</summary>
    public ClusterNode Node(int number, IReadOnlyDictionary<string, string>? more = null)
    {
        var data = Directory.CreateDirectory(Path.Combine(directory.Path, $"node{number}")).FullName;
        var pushes = new PushWire(Redis.Port);
        var wire = new CutProxy(pushes.Url);
        return new ClusterNode(number, new ServerProcess(data, new Dictionary<string, string>([.. SettingsFor(wire), .. more ?? new Dictionary<string, string>()])), wire, pushes);
    }

    /// <summary>One statement on the nodes' database.</summary>
    public Task<object?> SqlAsync(string sql) => Postgres.ExecuteAsync(sql, Database);

    /// <summary>A session on the nodes' database that a test keeps open.</summary>
    public async Task<NpgsqlConnection> OpenSessionAsync()
    {
        var connection = new NpgsqlConnection(Postgres.ConnectionString(Database, "Pooling=false"));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Waits until as many nodes count as alive, by the word of all that do.</summary>
    public Task CountsAsync(int nodes) => Eventually.TrueAsync(async () => (long)(await SqlAsync("SELECT count(*) FROM node"))! == nodes, $"{nodes} nodes count as alive");

    /// <summary>The agent's lease: it counts as connected.</summary>
    public async Task<bool> HoldsAsync(Guid agentId) => (bool)(await SqlAsync($"SELECT coalesce(bool_or(connected), false) FROM agent_lease WHERE agent_id = '{agentId}'"))!;

    /// <summary>The newest seq that customers may see, of each of these conversations.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> HeadsAsync(IReadOnlyCollection<Guid> conversations)
    {
        await using var connection = await OpenSessionAsync();
        await using var command = new NpgsqlCommand("SELECT conversation_id, max(public_seq) FROM message WHERE conversation_id = ANY ($1) GROUP BY conversation_id", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. conversations] });
        await using var reader = await command.ExecuteReaderAsync();
        var heads = new Dictionary<Guid, long>();
        while (await reader.ReadAsync())
        {
            heads[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        return heads;
    }

    /// <summary>What is stored, whatever the nodes say.</summary>
    public StoredHistory Read() => StoredHistory.ReadPostgres(Postgres.ConnectionString(Database));

    /// <summary>Every node is up, sees Redis and the store, and the balancer uses all of them.</summary>
    public Task WellAsync() => Task.WhenAll(Nodes.Select(node => node.SaysAsync("ready")));

    /// <summary>Starts what a test that failed has left dead: the next one's failure would not be its own.</summary>
    public async Task MendAsync()
    {
        if (!Redis.IsRunning)
        {
            await Redis.StartAgainAsync();
        }

        await Task.WhenAll(Nodes.Where(node => !node.Process.IsRunning).Select(node => node.Process.StartAsync()));
        if (!Nginx.IsRunning)
        {
            await Nginx.StartAgainAsync();
        }
    }

    /// <summary>The first admin through the balancer.</summary>
    public Task<AgentClient> AdminAsync() => AgentClient.LogInAsync(Url, ChatHost.AdminEmail, ChatHost.AdminPassword);

    /// <summary>Closes every conversation that is open.</summary>
    public async Task CloseAllAsync()
    {
        await using var admin = await AdminAsync();
        while (await admin.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=all&limit=100") is { Items.Count: > 0 } page)
        {
            // What the customer closed meanwhile is as well.
            await Task.WhenAll(page.Items.Select(row => CloseAsync(admin, row.ConversationId)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (nginx is { } balancer)
        {
            await balancer.DisposeAsync();
        }

        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        directory.Dispose();
    }

    private static async Task CloseAsync(AgentClient admin, Guid conversationId)
    {
        try
        {
            await admin.CallAsync<StateAnswer>("Close", new { conversationId });
        }
        catch (HubException exception) when (Refused.CodeOf(exception) == "conversation_closed")
        {
            // By its customer.
        }
    }
}
