using System.Globalization;
using System.Text.Json;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>
/// A bare hub of ChatService.Baselines: <c>relay</c> stores nothing, <c>insert</c> awaits one INSERT for each message, <c>official</c> relays between three nodes by the scheme of the official Redis backplane.
/// </summary>
public sealed class BaselineStage : IStage
{
    private const int OfficialNodes = 3;

    private readonly Parts parts;
    private readonly IReadOnlyList<Uri> urls;

    private BaselineStage(string name, Parts parts, IReadOnlyList<Uri> urls, IReadOnlyList<(string Name, int ProcessId)> processes) =>
        (Name, this.parts, this.urls, Processes) = (name, parts, urls, processes);

    public string Name { get; }

    public IReadOnlyList<(string Name, int ProcessId)> Processes { get; }

    public bool KeepsHistory => false;

    public static async Task<BaselineStage> StartAsync(string mode)
    {
        var parts = new Parts();
        try
        {
            var (environment, processes, urls) = (new Dictionary<string, string>(), new List<(string, int)>(), new List<Uri>());
            if (mode == "insert")
            {
                var postgres = await Stores.PostgresAsync(parts);
                environment["ConnectionStrings__Postgres"] = postgres.ConnectionString(Stores.Database);
                processes.Add(("PostgreSQL", postgres.ProcessId));
            }
            else if (mode == "official")
            {
                var redis = parts.Add(await RedisServer.StartAsync());
                environment["ConnectionStrings__Redis"] = redis.ConnectionString;
                processes.Add(("Redis", redis.ProcessId));
            }

            var count = mode == "official" ? OfficialNodes : 1;
            for (var i = 1; i <= count; i++)
            {
                var port = Ports.Free().ToString(CultureInfo.InvariantCulture);
                environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
                var hub = parts.Add(await ChildProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "ChatService.Baselines"), [mode], environment));
                processes.Insert(i - 1, (count == 1 ? "hub" : $"hub {i}", hub.ProcessId));
                urls.Add(new Uri($"http://127.0.0.1:{port}/hub"));
            }

            return new BaselineStage(NameOf(mode), parts, urls, processes);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<Pair>> OpenAsync(int pairs, WireForm form, Progress progress)
    {
        var opened = new List<Pair>(pairs);
        for (var i = 0; i < pairs; i++)
        {
            var conversation = Guid.NewGuid();
            var pair = new Pair(await HubSession.ConnectAsync(urls[0]), await HubSession.ConnectAsync(urls[^1]), conversation, Guid.Empty);
            await pair.Customer.CallAsync("Join", conversation);
            await pair.Agent.CallAsync("Join", conversation);
            opened.Add(pair);
        }

        return opened;
    }

    // A visitor of the product is reached by its conversation: here, too, each is in a group of its own.
    public Task<IReadOnlyList<Seat>> SeatsAsync(int count, bool withConversation, Progress progress) => Task.FromResult<IReadOnlyList<Seat>>(
        [.. Enumerable.Range(0, count).Select(i => new Seat(urls[i % urls.Count], "Join", JsonSerializer.SerializeToElement(Guid.NewGuid())))]);

    public Task<StoredHistory?> StoredAsync() => Task.FromResult<StoredHistory?>(null);

    public ValueTask DisposeAsync() => parts.DisposeAsync();

    private static string NameOf(string mode) => mode switch
    {
        "relay" => "bare hub, stores nothing",
        "insert" => "bare hub, one INSERT a message",
        _ => $"bare hub, {OfficialNodes} nodes, the official backplane's scheme",
    };
}
