using System.Diagnostics;
using System.Net;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>A log-in that ends takes its live connections with it, within five seconds.</summary>
public sealed class EndedLogInTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    private sealed record Person(Guid Id, string Email, string Name, string Role, int Version);

    private sealed record People(List<Person> Items);

    [Fact]
    public async Task After_log_out()
    {
        await using var agent = await room.Host.HireAsync(room.Admin, "leaving@example.com");

        await EndsAsync(agent, () => agent.StatusAsync(HttpMethod.Post, "/api/auth/logout"));

        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync(HttpMethod.Get, "/api/auth/me"));
    }

    [Fact]
    public async Task After_log_out_of_one_browser_the_other_stays()
    {
        await using var one = await room.Host.HireAsync(room.Admin, "two-browsers@example.com");
        await using var other = await AgentClient.LogInAsync(room.Host.Url, "two-browsers@example.com", Staff.Password);

        await EndsAsync(one, () => one.StatusAsync(HttpMethod.Post, "/api/auth/logout"));

        Assert.Equal("away", (await other.StatusAsync("away")).Status);
    }

    [Fact]
    public async Task After_the_agent_was_disabled()
    {
        await using var agent = await room.Host.HireAsync(room.Admin, "disabled@example.com");
        var person = await FindAsync("disabled@example.com");

        await EndsAsync(agent, () => room.Admin.StatusAsync(HttpMethod.Delete, $"/api/agents/{person.Id}"));

        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync(HttpMethod.Get, "/api/auth/me"));
        await Assert.ThrowsAsync<HttpRequestException>(() => AgentClient.LogInAsync(room.Host.Url, "disabled@example.com", Staff.Password));
    }

    [Theory]
    [InlineData("supervisor", "agent")]
    [InlineData("agent", "admin")]
    public async Task After_the_role_was_changed(string from, string to)
    {
        var email = $"{from}-to-{to}@example.com";
        await using var agent = await room.Host.HireAsync(room.Admin, email, from);
        var person = await FindAsync(email);

        await EndsAsync(agent, () => room.Admin.StatusAsync(HttpMethod.Put, $"/api/agents/{person.Id}", new { person.Email, person.Name, role = to, person.Version }));
    }

    [Fact]
    public async Task After_the_api_token_was_revoked()
    {
        var token = await room.Admin.TokenAsync("agent");
        await using var robot = await AgentClient.ByTokenAsync(room.Host.Url, token);
        var tokens = await room.Admin.GetAsync<People>("/api/api-tokens");

        await EndsAsync(robot, () => room.Admin.StatusAsync(HttpMethod.Delete, $"/api/api-tokens/{tokens.Items[0].Id}"));

        Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync(HttpMethod.Get, "/api/auth/me"));
    }

    private static async Task EndsAsync(AgentClient agent, Func<Task<HttpStatusCode>> end)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.Hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        var status = await end();
        var clock = Stopwatch.StartNew();
        await closed.Task.Soon("the end of the connection");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, AtMost);
        Assert.Equal("session_ended", Assert.Single(agent.Closed.All).Code);
    }

    private async Task<Person> FindAsync(string email) => (await room.Admin.GetAsync<People>("/api/agents")).Items.Single(p => p.Email == email);
}
