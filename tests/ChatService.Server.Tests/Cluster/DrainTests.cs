using System.Net;
using ChatService.Contracts;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Server.Tests.Cluster;

public sealed class DrainTests
{
    [Fact]
    public async Task At_a_signal_clients_are_sent_away_and_served_until_they_go_newcomers_are_refused_and_then_it_ends()
    {
        using var directory = new TempDirectory();
        await using var server = new ServerProcess(directory.Path, new Dictionary<string, string>(Roomy.Limits) { ["Drain:SpreadSeconds"] = "1" });
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        var visitor = await VisitorClient.OpenAsync(http);
        await visitor.StartAsync("Hello");
        var told = new TaskCompletionSource<Draining>(TaskCreationOptions.RunContinuationsAsynchronously);
        visitor.Hub.On<Draining>("Draining", told.SetResult);

        server.Terminate();

        Assert.InRange((await told.Task.Soon()).ReconnectInMs, 0, 1_000);
        using var health = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("draining", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var refused = await http.PostAsync("/hubs/visitor/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        // Whoever is still here is still served: acked means committed to the very end.
        Assert.True((await visitor.SendAsync("One more before I go")).Seq > 1);
        await visitor.DisposeAsync();

        Assert.Equal(0, await server.EndedAsync());
        Assert.Empty(server.Errors);
    }
}
