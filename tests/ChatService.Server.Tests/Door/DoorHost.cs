using ChatService.Server.Features.Agents;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

/// <summary>The real server with a clock that tests move, and the agents that a test asks for.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string Password = ChatHost.AdminPassword;

    private readonly ChatHost host;

    private DoorHost(ChatHost host, StillTime time) => (this.host, Time) = (host, time);

    public Uri Address => host.Url;

    public StillTime Time { get; }

    public IServiceProvider Services => host.Services;

    public ErrorWatch Errors => host.Errors;

    public static Task<DoorHost> StartAsync(params (string Name, string Value)[] settings) =>
        Task.FromResult(Start(services: null, settings));

    /// <summary>With parts that a test puts in another's place.</summary>
    public static DoorHost Start(Action<IServiceCollection>? services, params (string Name, string Value)[] settings)
    {
        var time = new StillTime();
        return new DoorHost(ChatHost.Start(time: time, settings: settings.ToDictionary(s => s.Name, s => s.Value), services: services), time);
    }

    public DoorClient Client() => new(Address);

    /// <summary>The first admin.</summary>
    public Task<DoorClient> AdminAsync() => LoggedInAsync(ChatHost.AdminEmail);

    public async Task<Agent> AgentAsync(string email, AgentRole role = AgentRole.Agent, Action<Agent>? with = null)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Email = email, Name = email.Split('@')[0], Role = role, CreatedAt = Time.Now() };
        Passwords.Set(agent, Services.GetRequiredService<Passwords>().Hash(Password));
        with?.Invoke(agent);
        agent.ServesAll |= agent.HasNoPlace;
        await WriteAsync(scope =>
        {
            scope.Db.Add(agent);
            scope.Tell(new SnapshotStale(typeof(Agent)));
        });
        return agent;
    }

    public async Task<DoorClient> LoggedInAsync(string email)
    {
        var client = Client();
        var answer = await client.PostAsync("/api/auth/login", new { email, password = Password });
        Assert.Equal(200, answer.Status);
        return client;
    }

    /// <summary>An agent of this role, logged in.</summary>
    public async Task<DoorClient> AsAsync(AgentRole role)
    {
        var agent = await AgentAsync($"{role}@example.com".ToLowerInvariant(), role);
        return await LoggedInAsync(agent.Email);
    }

    public Task WriteAsync(Action<WriteScope> change) =>
        Services.GetRequiredService<WriteSession>().RunAsync(
            (scope, _) =>
            {
                change(scope);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<ChatDb, Task<T>> read)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
