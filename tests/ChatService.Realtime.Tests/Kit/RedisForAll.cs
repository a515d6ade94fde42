using ChatService.Testing;

[assembly: AssemblyFixture(typeof(ChatService.Realtime.Tests.Kit.RedisForAll))]

namespace ChatService.Realtime.Tests.Kit;

/// <summary>One Redis for every test that does not harm it; each uses a channel of its own.</summary>
public sealed class RedisForAll : IAsyncLifetime
{
    /// <summary>The running server.</summary>
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A wire to it, on a channel that only the caller's nodes share.</summary>
    internal static Nodes.IBackplane Wire(string connectionString, string channel)
    {
        var options = new RealtimeOptions { Redis = connectionString, Channel = channel };
        return new Redis.RedisBackplane(options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Redis.RedisBackplane>.Instance);
    }
}
