using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Door;

/// <summary>The rooms at the door behind a real Kestrel on a loopback port, with a store of its own and a clock that tests move.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly WebApplication app;
    private readonly string directory;

    private DoorHost(WebApplication app, string directory, StillTime time)
    {
        (this.app, this.directory, Time) = (app, directory, time);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public StillTime Time { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<DoorHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new StillTime();
        var directory = Directory.CreateTempSubdirectory("chatservice-door-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(time);
        services.AddProblemDetails().AddExceptionHandler<RefusalExceptionHandler>();
        services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        services.AddStorage(directory);
        services.AddIdentity(builder.Configuration);
        services.AddVisitorIdentity();
        services.AddInboxes();
        services.AddAudit();
        services.AddAgents();
        services.AddContacts();
        services.AddConversations();
        services.AddSignalR();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseIdentity();
        app.MapAgents();
        app.MapInboxes();
        app.MapContacts();
        app.MapAudit();
        app.MapHub<EchoHub>("/hubs/agent");
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await app.StartAsync();
        return new DoorHost(app, directory, time);
    }

    public DoorClient Client() => new(Address);

    public async Task<Agent> AgentAsync(string email, AgentRole role = AgentRole.Agent, Action<Agent>? with = null)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Email = email, Name = email.Split('@')[0], Role = role, CreatedAt = Time.Now() };
        Passwords.Set(agent, Services.GetRequiredService<Passwords>().Hash(Password));
        with?.Invoke(agent);
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

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }
}
