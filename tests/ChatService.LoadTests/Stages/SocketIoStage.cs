using System.Globalization;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>Socket.IO with its Redis adapter, two processes as Node.js uses one core each, one INSERT awaited for each message. CHATSERVICE_SOCKETIO names its folder, with packages installed.</summary>
public sealed class SocketIoStage : IStage
{
    private const int Nodes = 2;

    private readonly Parts parts;
    private readonly IReadOnlyList<Uri> urls;

    private SocketIoStage(Parts parts, IReadOnlyList<Uri> urls, IReadOnlyList<(string Name, int ProcessId)> processes) => (this.parts, this.urls, Processes) = (parts, urls, processes);

    public string Name => $"Socket.IO, {Nodes} nodes, Redis adapter, one INSERT a message";

    public IReadOnlyList<(string Name, int ProcessId)> Processes { get; }

    public bool KeepsHistory => false;

    public static async Task<SocketIoStage> StartAsync()
    {
        var folder = Environment.GetEnvironmentVariable("CHATSERVICE_SOCKETIO") is { Length: > 0 } named ? named : Path.Combine("tests", "ChatService.Baselines", "socketio");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            throw new UsageException($"The packages of {folder} are not installed; run \"npm ci --prefix {folder}\".");
        }

        var parts = new Parts();
        try
        {
            var (postgres, redis) = (await Stores.PostgresAsync(parts), parts.Add(await RedisServer.StartAsync()));
            var (processes, urls) = (new List<(string, int)>(), new List<Uri>());
            for (var i = 1; i <= Nodes; i++)
            {
                var port = Ports.Free();
                var node = parts.Add(await ChildProcess.StartAsync("node", [Path.GetFullPath(Path.Combine(folder, "server.mjs"))], new Dictionary<string, string>
                {
                    ["NODE_ENV"] = "production",
                    ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                    ["REDIS_URL"] = $"redis://{redis.ConnectionString}",
                    ["DATABASE_URL"] = $"postgres://postgres@127.0.0.1:{new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString(Stores.Database)).Port}/{Stores.Database}",
                }));
                processes.Add(($"node {i}", node.ProcessId));
                urls.Add(new Uri($"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"));
            }

            return new SocketIoStage(parts, urls, [.. processes, ("PostgreSQL", postgres.ProcessId), ("Redis", redis.ProcessId)]);
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
            // One process each: both work, whoever writes.
            var conversation = Guid.NewGuid();
            var pair = new Pair(
                await HubSession.ConnectAsync(urls[i % Nodes], WireForm.SocketIo), await HubSession.ConnectAsync(urls[(i + 1) % Nodes], WireForm.SocketIo), conversation, Guid.Empty);
            await pair.Customer.CallAsync("Join", conversation);
            await pair.Agent.CallAsync("Join", conversation);
            opened.Add(pair);
        }

        return opened;
    }

    public Task<IReadOnlyList<Seat>> SeatsAsync(int count, bool withConversation, Progress progress) =>
        throw new UsageException("Socket.IO is a baseline of chat only.");

    public Task<StoredHistory?> StoredAsync() => Task.FromResult<StoredHistory?>(null);

    public ValueTask DisposeAsync() => parts.DisposeAsync();
}
