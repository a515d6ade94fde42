using System.Net.Http.Json;
using ChatService.Realtime;
using ChatService.Server.Platform.Health;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

public sealed class RedisHealthTests
{
    [Fact]
    public async Task Without_its_redis_a_node_is_degraded_and_ready_and_still_takes_messages()
    {
        await using var redis = await RedisServer.StartAsync(password: "geheim");
        await using var host = ChatHost.Start(settings: new Dictionary<string, string> { ["ConnectionStrings:Redis"] = redis.ConnectionString });
        await BecomesAsync(host, NodeBusState.Connected);
        Assert.Equal(("ready", "ok"), await HealthAsync(host));

        await redis.KillAsync();
        await BecomesAsync(host, NodeBusState.Degraded);
        var (status, word) = await HealthAsync(host);
        Assert.Equal("degraded", status);
        Assert.NotEqual("ok", word);
        await using var visitor = await host.VisitorAsync();
        Assert.Equal(1, (await visitor.StartAsync("is anybody there?")).Seq);

        await redis.StartAgainAsync();
        await BecomesAsync(host, NodeBusState.Connected);
        Assert.Equal(("ready", "ok"), await HealthAsync(host));
        Assert.DoesNotContain(host.Errors.Lines, line => line.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_never_had_a_redis_says_nothing_of_it()
    {
        await using var host = ChatHost.Start();
        Assert.Equal(("ready", null), await HealthAsync(host));
        Assert.Equal(NodeBusState.Alone, host.Services.GetRequiredService<INodeBus>().State);
    }

    // Always 200: it can do its work.
    private static async Task<(string Status, string? Redis)> HealthAsync(ChatHost host)
    {
        var answer = await host.Http.GetFromJsonAsync<HealthAnswer>("/health/ready").Soon();
        return (answer!.Status, answer.Checks.GetValueOrDefault("redis"));
    }

    private static Task BecomesAsync(ChatHost host, NodeBusState state) => host.Services.GetRequiredService<INodeBus>().ForStateAsync(state);
}
