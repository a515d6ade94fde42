using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>The product as ops run it: one or more nodes as processes, on SQLite or on PostgreSQL with Redis. CHATSERVICE_TEST_SERVER names a published server.</summary>
public sealed class ProductStage : IStage
{
    // As many as one agent usually holds: a server takes four calls of a connection at a time, and more customers would wait for their agent's turn.
    private const int CustomersPerAgent = 5;

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
        await EachAsync(pairs, progress, "pairs are connected", async i =>
        {
            var customer = await HubSession.ConnectAsync((await SessionAsync(nodes[0].Url)).Hub, form);
            var conversation = await StartAsync(customer);
            var agent = await admin.AssigneeAsync(conversation);
            opened[i] = new Pair(customer, agents[agent], conversation, agent);
        });
        return opened;
    }

    public async Task<IReadOnlyList<Seat>> SeatsAsync(int count, bool withConversation, Progress progress)
    {
        var (visitors, conversations) = (new string[count], new Guid[count]);
        if (withConversation)
        {
            await (await DeskAsync()).QuietAsync();
            await EachAsync(count, progress, "visitors have a conversation", async i =>
            {
                var (url, visitor) = await SessionAsync(NodeOf(i));
                using var customer = await HubSession.ConnectAsync(url);
                (visitors[i], conversations[i]) = (visitor, await StartAsync(customer));
            });
        }

        // Last, because a session is good for opening connections for five minutes.
        var seats = new Seat[count];
        await EachAsync(count, progress, "visitors have a session", async i =>
        {
            var (url, _) = await SessionAsync(NodeOf(i), visitors[i]);
            seats[i] = withConversation ? new Seat(url, "Resume", JsonSerializer.SerializeToElement(new { conversationId = conversations[i], afterSeq = 0 }), Messages: 1) : new Seat(url);
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

    private static Task EachAsync(int count, Progress progress, string what, Func<int, Task> work)
    {
        var done = 0;
        return Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            await work(i);
            progress.Tell($"{Interlocked.Increment(ref done)} of {count} {what}");
        });
    }

    private Uri NodeOf(int visitor) => nodes[visitor % nodes.Count].Url;

    // Where to connect, and who it is; the same one again when the visitor is named.
    private async Task<(Uri Hub, string Visitor)> SessionAsync(Uri node, string? visitor = null)
    {
        using var response = await http.PostAsJsonAsync(new Uri(node, "/api/widget/session"), new { inboxKey = "demo", locale = "en", visitorToken = visitor });
        response.EnsureSuccessStatusCode();
        var session = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return (new Uri(node, $"/hubs/visitor?access_token={(string)session["connectToken"]!}"), (string)session["visitorToken"]!);
    }
}
