using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatService.Benchmarks;

/// <summary>One push to a group of so many connections, each of which takes all that it is given.</summary>
public class FanoutBenchmarks
{
    private const string Group = "everybody";
    private static readonly Guid Id = Guid.Parse("018f4e2a-7c1b-7e3d-9a55-0123456789ab");
    private static readonly object?[] Words =
        [new Message(Id, 17, Id, Id, new Sender("agent", Id, "Ann"), "text", "It is on its way and should be with you by Friday.", [], DateTimeOffset.UnixEpoch.AddDays(20_000), null)];

    private ServiceProvider services = null!;
    private HubLifetimeManager<Nobodys> hub = null!;

    [Params(1, 10, 1_000)]
    public int Members { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton(TimeProvider.System).AddSignalR();
        collection.AddChatRealtime(options => options.NodeId = "bench");
        services = collection.BuildServiceProvider();
        hub = services.GetRequiredService<HubLifetimeManager<Nobodys>>();
        var json = new JsonHubProtocolOptions();
        WireJson.Apply(json.PayloadSerializerOptions);
        var protocol = new JsonHubProtocol(Options.Create(json));
        for (var i = 0; i < Members; i++)
        {
            var connection = new HubConnectionContext(
                new DefaultConnectionContext($"c{i}", new Mouth(), new Mouth()), new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromDays(1) }, NullLoggerFactory.Instance)
            {
                Protocol = protocol,
            };
            await hub.OnConnectedAsync(connection);
            await hub.AddToGroupAsync(connection.ConnectionId, Group);
        }
    }

    [GlobalCleanup]
    public ValueTask CleanUpAsync() => services.DisposeAsync();

    [Benchmark(Description = "push to a group")]
    public Task PushAsync() => hub.SendGroupAsync(Group, "MessageAppended", Words);

    /// <summary>A hub that nobody calls.</summary>
    public sealed class Nobodys : Hub;

    // Both ends of a connection whose client swallows everything at once.
    private sealed class Mouth : IDuplexPipe
    {
        public PipeReader Input { get; } = new Pipe().Reader;

        public PipeWriter Output { get; } = new Swallow();
    }

    private sealed class Swallow : PipeWriter
    {
        private readonly byte[] buffer = new byte[64 * 1024];

        public override void Advance(int bytes)
        {
            // Swallowed.
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => buffer;

        public override void CancelPendingFlush()
        {
            // None is ever pending.
        }

        public override void Complete(Exception? exception = null)
        {
            // Nothing to close.
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult(false, false));
    }
}
