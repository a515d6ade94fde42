using System.Net;
using System.Net.Sockets;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Observability;
using ChatService.Server.Tests.Storage;
using ChatService.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Operations;

/// <summary>Traces belong to the process, so no other server may run beside these.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private const string Secret = "My card number is 4929 1234 5678 9012";

    [Fact]
    public async Task A_collector_gets_metrics_and_the_way_of_a_message_and_nothing_that_anybody_wrote()
    {
        await using var collector = await Collector.StartAsync();
        string nodeId, token, admin;
        await using (var host = Start(collector.Url, ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=geheim"), ("OTEL_TRACES_SAMPLER_ARG", "1"), ("OTEL_METRIC_EXPORT_INTERVAL", "200")))
        {
            nodeId = host.Services.GetRequiredService<NodeIdentity>().Id;
            await using var agent = await host.AdminAsync();
            admin = agent.Cookie(host.Url);
            await using var visitor = await host.VisitorAsync();
            token = visitor.Session.ConnectToken;
            await visitor.StartAsync(Secret);
            await visitor.SendAsync(Secret);
            await visitor.Messages.First(message => message.Seq == 2);
            // At the end a node waits for its collector no longer than it may; what is asserted must have come before.
            await collector.UntilAsync(c => c.TextOf("/v1/metrics").Contains("chatservice.messages.appended", StringComparison.Ordinal)
                && IsWhole([.. c.Spans]));
        }

        var metrics = collector.TextOf("/v1/metrics");
        foreach (var name in new[] { "chatservice.lanes.waiting", "chatservice.hub.call", "process.cpu", "dotnet.gc.collections", "http.server.request.duration", "kestrel.active_connections" })
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }

        var spans = collector.Spans.ToList();
        var call = spans.Last(s => s.Name.EndsWith("/SendMessage", StringComparison.Ordinal));
        var lane = Assert.Single(spans, s => s.ParentId == call.Id && s.Name == "lane");
        var commit = Assert.Single(spans, s => s.ParentId == lane.Id && s.Name == "lane.commit");
        Assert.Contains(spans, s => s.ParentId == commit.Id && s.Name == "fanout");
        Assert.All([lane, commit], s => Assert.Equal(call.TraceId, s.TraceId));
        var everything = metrics + collector.TextOf("/v1/traces");
        Assert.Contains(nodeId, everything, StringComparison.Ordinal);
        Assert.Contains("chatservice", everything, StringComparison.Ordinal);
        Assert.Equal(["geheim"], collector.Keys);
        foreach (var kept in new[] { "4929", token, "access_token", ChatHost.AdminEmail, admin.Split('=')[1], ChatHost.AdminPassword })
        {
            Assert.DoesNotContain(kept, everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_a_collector_that_is_not_there_the_server_serves_says_so_once_and_stops_in_time()
    {
        var host = Start($"http://127.0.0.1:{ClosedPort()}", ("OTEL_TRACES_SAMPLER_ARG", "1"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"));
        await using (var visitor = await host.VisitorAsync())
        {
            await visitor.StartAsync("Hello");
            await SaidAsync(host);
            Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
            for (var i = 0; i < 5; i++)
            {
                await visitor.SendAsync($"message {i}");
            }
        }

        await host.DisposeAsync().AsTask().Soon("the end of a server whose collector is away");
        Assert.Single(host.Errors.Lines, line => line.Contains("does not take telemetry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_endpoint_nobody_listens()
    {
        await using var host = ChatHost.Start();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        Assert.False(Tracing.Source.HasListeners());
    }

    [Theory]
    [InlineData(TelemetryOptions.EndpointKey, "collector:4317")]
    [InlineData(TelemetryOptions.ProtocolKey, "http/json")]
    [InlineData(TelemetryOptions.ShareKey, "1.5")]
    [InlineData(TelemetryOptions.IntervalKey, "10")]
    public void A_setting_that_cannot_be_honoured_is_complained_about(string key, string value)
    {
        using var directory = new TempDirectory();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataDirectory", directory.Path), new(key, value)]).Build();
        Assert.StartsWith(key + " must be", Assert.Single(SettingsCheck.Complaints(configuration)), StringComparison.Ordinal);
    }

    // From the call of a message to its push.
    private static bool IsWhole(List<Span> spans)
    {
        var calls = spans.Where(s => s.Name.EndsWith("/SendMessage", StringComparison.Ordinal));
        return Below(Below(Below(calls, "lane"), "lane.commit"), "fanout").Any();

        IEnumerable<Span> Below(IEnumerable<Span> parents, string name) => parents.SelectMany(parent => spans.Where(s => s.ParentId == parent.Id && s.Name == name));
    }

    private static ChatHost Start(string collector, params (string Key, string Value)[] more) => ChatHost.Start(settings: new Dictionary<string, string>(
        Roomy.Limits.Append(new(TelemetryOptions.EndpointKey, collector)).Concat(more.Select(m => KeyValuePair.Create(m.Key, m.Value)))));

    private static async Task SaidAsync(ChatHost host)
    {
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (!host.Errors.Lines.Any(line => line.Contains("does not take telemetry", StringComparison.Ordinal)))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
