using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>The product as ops run it: one or more nodes as processes, on SQLite or on PostgreSQL with Redis. CHATSERVICE_TEST_SERVER names a published server.</summary>
public sealed class ProductStage : IStage
{
    // As many conversations as one agent holds; many more would be unlike any desk.
    private const int CustomersPerAgent = 20;

    private readonly TempDirectory directory;
    private readonly List<ServerProcess> nodes;
    private readonly PostgresServer? postgres;
    private readonly RedisServer? redis;
    private readonly HttpClient http = new();
    private AgentClient? admin;

    private ProductStage(string name, TempDirectory directory, List<ServerProcess> nodes, PostgresServer? postgres, RedisServer? redis) =>
        (Name, this.directory, this.nodes, this.postgres, this.redis) = (name, directory, nodes, postgres, redis);

    public string Name { get; }

    public IReadOnlyList<(string Name, int ProcessId)> Processes =>
    [
        .. nodes.Select((node, i) => (nodes.Count == 1 ? "server" : $"node {i + 1}", node.ProcessId)),
        .. postgres is null ? [] : new[] { ("PostgreSQL", postgres.ProcessId) },
        .. redis is null ? [] : new[] { ("Redis", redis.ProcessId) },
    ];

    /// <param name="engine">sqlite or postgres.</param>
    /// <param name="count">Nodes; more than one wants postgres, and gets Redis.</param>
    public static async Task<ProductStage> StartAsync(string engine, int count = 1)
    {
        var directory = new TempDirectory();
        var postgres = engine == "postgres" ? await PostgresServer.StartAsync(durable: true) : null;
        var redis = count > 1 ? await RedisServer.StartAsync() : null;
        var settings = new Dictionary<string, string>(Roomy.Limits);
        if (postgres is not null)
        {
            await postgres.CreateAsync("chat");
            settings["ConnectionStrings:Postgres"] = postgres.ConnectionString("chat");
        }

        if (redis is not null)
        {
            settings["ConnectionStrings:Redis"] = redis.ConnectionString;
        }

        var nodes = Enumerable.Range(1, count).Select(i => new ServerProcess(Directory.CreateDirectory(Path.Combine(directory.Path, $"node{i}")).FullName, settings)).ToList();
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        return new ProductStage(count == 1 ? $"ChatService, {engine}" : $"ChatService, {engine}, {count} nodes", directory, nodes, postgres, redis);
    }

    public async Task<IReadOnlyList<Pair>> OpenAsync(int pairs)
    {
        admin = await AgentClient.LogInAsync(nodes[0].Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
        await AutoAcceptAsync();
        var agents = new Dictionary<Guid, HubSession>();
        for (var i = 0; i < (pairs + CustomersPerAgent - 1) / CustomersPerAgent; i++)
        {
            var (id, session) = await AgentAsync($"agent{i}@example.com");
            agents.Add(id, session);
        }

        var opened = new List<Pair>();
        for (var i = 0; i < pairs; i++)
        {
            var customer = await IdleAsync(null);
            var conversation = (await customer.CallAsync("StartConversation", new { clientMessageId = Guid.NewGuid(), text = "Hello" })).GetProperty("conversationId").GetGuid();
            opened.Add(new Pair(customer, agents[await AssigneeAsync(conversation)], conversation));
        }

        return opened;
    }

    public async Task<HubSession> IdleAsync(IPAddress? from)
    {
        using var response = await http.PostAsJsonAsync(new Uri(nodes[0].Url, "/api/widget/session"), new { inboxKey = "demo", locale = "en" });
        response.EnsureSuccessStatusCode();
        var token = (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["connectToken"]!;
        return await HubSession.ConnectAsync(new Uri(nodes[0].Url, $"/hubs/visitor?access_token={token}"), from: from);
    }

    public async Task<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<(Guid ClientMessageId, long Seq)> acked)
    {
        await Task.WhenAll(nodes.Select(node => node.KillAsync()));
        var stored = postgres is null ? StoredHistory.Read(Path.Combine(directory.Path, "node1")) : StoredHistory.ReadPostgres(postgres.ConnectionString("chat"));
        var sent = stored.Lines.ToLookup(line => line.ClientMessageId);
        // An ack carries the number of its audience.
        var wrong = acked.Where(a => sent[a.ClientMessageId].Count() != 1 || (sent[a.ClientMessageId].Single().PublicSeq != a.Seq && sent[a.ClientMessageId].Single().Seq != a.Seq))
            .Select(a => $"Message {a.ClientMessageId} was acked with seq {a.Seq} and is stored {sent[a.ClientMessageId].Count()} times or elsewhere.");
        return [.. wrong, .. HistoryChecker.Check(new History([], [], stored.Lines, stored.Owners, stored.Log, [])).Where(c => c.Kind != ComplaintKind.Timer).Select(c => c.Text)];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (admin is not null)
        {
            await admin.DisposeAsync();
        }

        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        if (redis is not null)
        {
            await redis.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        directory.Dispose();
    }

    private async Task AutoAcceptAsync()
    {
        var inboxes = await admin!.GetAsync<JsonNode>("/api/inboxes");
        var inbox = inboxes["items"]!.AsArray().Single(i => (string?)i!["key"] == "demo")!;
        inbox["routing"]!["mode"] = "auto_accept";
        using var saved = await admin.Http.PutAsJsonAsync($"/api/inboxes/{inbox["id"]}", inbox);
        saved.EnsureSuccessStatusCode();
    }

    // On the last node: with more than one the pairs talk across.
    private async Task<(Guid Id, HubSession Session)> AgentAsync(string email)
    {
        var id = await admin!.HireAsync(email);
        var node = nodes[^1].Url;
        await using var door = await AgentClient.LogInAsync(node, email, Staff.Password);
        var headers = new Dictionary<string, string> { ["Cookie"] = door.Cookie(node), ["Origin"] = node.GetLeftPart(UriPartial.Authority) };
        var session = await HubSession.ConnectAsync(new Uri(node, "/hubs/agent"), headers);
        await session.CallAsync("SetStatus", new { status = "available" });
        return (id, session);
    }

    private async Task<Guid> AssigneeAsync(Guid conversation)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var detail = await admin!.GetAsync<JsonNode>($"/api/conversations/{conversation}");
            if (detail["conversation"]!["assignee"]?["id"] is { } id)
            {
                return (Guid)id;
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }
}
