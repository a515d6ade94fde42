using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>The product as ops run it: one or more nodes as processes, on SQLite or on PostgreSQL with Redis. CHATSERVICE_TEST_SERVER names a published server.</summary>
public sealed class ProductStage : IStage
{
    // As many conversations as one agent holds; many more would be unlike any desk.
    private const int CustomersPerAgent = 20;

    // Enough to keep the server busy while things are set up.
    private const int AtOnce = 16;

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);

    private readonly Parts parts;
    private readonly string directory;
    private readonly List<ServerProcess> nodes;
    private readonly RedisServer? redis;
    private readonly HttpClient http = new();
    private Desk? desk;

    private ProductStage(string name, Parts parts, string directory, List<ServerProcess> nodes, PostgresServer? postgres, RedisServer? redis) =>
        (Name, this.parts, this.directory, this.nodes, Database, this.redis) = (name, parts, directory, nodes, postgres, redis);

    public string Name { get; }

    public bool KeepsHistory => true;

    /// <summary>Null on SQLite.</summary>
    public PostgresServer? Database { get; }

    /// <summary>Where each node is.</summary>
    public IReadOnlyList<Uri> Nodes => [.. nodes.Select(node => node.Url)];

    /// <summary>From the start of the process until it serves, the slowest node, seconds.</summary>
    public double StartSeconds { get; private init; }

    public IReadOnlyList<(string Name, int ProcessId)> Processes =>
    [
        .. nodes.Select((node, i) => (nodes.Count == 1 ? "server" : $"node {i + 1}", node.ProcessId)),
        .. Database is null ? [] : new[] { ("PostgreSQL", Database.ProcessId) },
        .. redis is null ? [] : new[] { ("Redis", redis.ProcessId) },
    ];

    /// <param name="engine">sqlite or postgres.</param>
    /// <param name="count">Nodes; more than one wants postgres, and gets Redis.</param>
    public static async Task<ProductStage> StartAsync(string engine, int count = 1)
    {
        var parts = new Parts();
        try
        {
            var directory = parts.Add(new StageDirectory()).Path;
            var postgres = engine == "postgres" ? await Stores.PostgresAsync(parts) : null;
            var redis = count > 1 ? parts.Add(await RedisServer.StartAsync()) : null;
            var settings = new Dictionary<string, string>(Roomy.Limits);
            if (postgres is not null)
            {
                settings["ConnectionStrings:Postgres"] = postgres.ConnectionString(Stores.Database);
            }

            if (redis is not null)
            {
                settings["ConnectionStrings:Redis"] = redis.ConnectionString;
            }

            var nodes = Enumerable.Range(1, count)
                .Select(i => parts.Add(new ServerProcess(Directory.CreateDirectory(Path.Combine(directory, $"node{i}")).FullName, settings))).ToList();
            var began = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(nodes.Select(node => node.StartAsync()));
            return new ProductStage(count == 1 ? $"ChatService, {engine}" : $"ChatService, {engine}, {count} nodes", parts, directory, nodes, postgres, redis)
            {
                StartSeconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds,
            };
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whoever sets things up; the same each time.</summary>
    public async Task<Desk> DeskAsync() => desk ??= parts.Add(await Desk.OpenAsync(nodes[0].Url));

    public async Task<IReadOnlyList<Pair>> OpenAsync(int pairs, WireForm form, Progress progress)
    {
        var admin = await DeskAsync();
        await admin.AutoAcceptAsync();
        var agents = new Dictionary<Guid, HubSession>();
        for (var i = 0; i < (pairs + CustomersPerAgent - 1) / CustomersPerAgent; i++)
        {
            // On the last node: with more than one the pairs talk across.
            var (id, session) = await admin.AgentAsync($"agent{i}@example.com", CustomersPerAgent, nodes[^1].Url, form);
            agents.Add(id, session);
        }

        var opened = new Pair[pairs];
        var done = 0;
        await Parallel.ForAsync(0, pairs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, stop) =>
        {
            var customer = await HubSession.ConnectAsync(await VisitorUrlAsync(nodes[0].Url), form, cancellationToken: stop);
            var conversation = await StartAsync(customer);
            var agent = await admin.AssigneeAsync(conversation);
            opened[i] = new Pair(customer, agents[agent], conversation, agent);
            progress.Tell($"{Interlocked.Increment(ref done)} of {pairs} pairs are connected");
        });
        return opened;
    }

    public async Task<IReadOnlyList<Seat>> SeatsAsync(int count, bool withConversation, Progress progress)
    {
        if (withConversation)
        {
            await (await DeskAsync()).QuietAsync();
        }

        var seats = new Seat[count];
        var done = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var url = await VisitorUrlAsync(nodes[i % nodes.Count].Url);
            seats[i] = withConversation ? await WithConversationAsync(url) : new Seat(url);
            progress.Tell($"{Interlocked.Increment(ref done)} of {count} visitors have a session{(withConversation ? " and a conversation" : string.Empty)}");
        });
        return seats;
    }

    public async Task<StoredHistory?> StoredAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.KillAsync()));
        return Database is null ? StoredHistory.Read(Path.Combine(directory, "node1")) : StoredHistory.ReadPostgres(Database.ConnectionString(Stores.Database));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await parts.DisposeAsync();
    }

    // A server that is asked for thousands at once may say "later"; the same message is then sent again.
    private static async Task<Guid> StartAsync(HubSession customer)
    {
        var message = new { clientMessageId = Guid.NewGuid(), text = "Hello" };
        for (var wait = TimeSpan.FromMilliseconds(200); ; wait *= 2)
        {
            try
            {
                return (await customer.CallAsync("StartConversation", message)).GetProperty("conversationId").GetGuid();
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("unavailable", StringComparison.Ordinal) && wait < LongestPatience)
            {
                await Task.Delay(wait);
            }
        }
    }

    private static async Task<Seat> WithConversationAsync(Uri url)
    {
        using var customer = await HubSession.ConnectAsync(url);
        var conversation = await StartAsync(customer);
        return new Seat(url, "Resume", JsonSerializer.SerializeToElement(new { conversationId = conversation, afterSeq = 0 }), Messages: 1);
    }

    private async Task<Uri> VisitorUrlAsync(Uri node)
    {
        using var response = await http.PostAsJsonAsync(new Uri(node, "/api/widget/session"), new { inboxKey = "demo", locale = "en" });
        response.EnsureSuccessStatusCode();
        return new Uri(node, $"/hubs/visitor?access_token={(string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["connectToken"]!}");
    }
}
