using System.Net;
using ChatService.Contracts;
using ChatService.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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

    [Fact]
    public async Task A_node_that_stops_without_a_drain_takes_no_new_sockets()
    {
        var host = ChatHost.Start();
        var refused = new TaskCompletionSource<HttpStatusCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Called when it is said that the host stops; it listens a little longer.
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/hubs/visitor/negotiate?negotiateVersion=1"));
            using var http = new HttpClient();
            using var answer = http.Send(request);
            refused.SetResult(answer.StatusCode);
        });

        await host.DisposeAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await refused.Task);
    }

    [Fact]
    public async Task A_socket_that_passed_the_door_before_the_node_left_is_sent_elsewhere()
    {
        var between = new Between();
        var host = ChatHost.Start(services: services => services.AddSingleton<IAuthorizationHandler>(between));
        var coming = AgentClient.LogInAsync(host.Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
        await between.Came.Soon();

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        between.Go();

        await using var agent = await coming;
        Assert.Equal("unavailable", (await agent.Closed.First(_ => true)).Code);
        await host.DisposeAsync();
    }

    // Holds who has passed the door and is not in the hub yet.
    private sealed class Between : IAuthorizationHandler
    {
        private readonly TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Came => came.Task;

        public void Go() => go.SetResult();

        public async Task HandleAsync(AuthorizationHandlerContext context)
        {
            if (context.Resource is HttpContext { Request.Path.Value: "/hubs/agent" })
            {
                came.TrySetResult();
                await go.Task;
            }
        }
    }
}
