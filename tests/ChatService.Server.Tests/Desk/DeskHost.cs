using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Features.CannedReplies;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.ConversationApi;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Search;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;

namespace ChatService.Server.Tests.Desk;

/// <summary>The rooms around a conversation, behind a real Kestrel on a loopback port, on a real SQLite file, with a clock that tests move.</summary>
internal sealed partial class DeskHost : IAsyncDisposable
{
    // A Tuesday morning.
    private static readonly DateTimeOffset Morning = new(2026, 11, 17, 10, 0, 0, TimeSpan.Zero);

    private readonly WebApplication app;
    private readonly string directory;

    private DeskHost(WebApplication app, string directory, ManualTime time)
    {
        (this.app, this.directory, Time) = (app, directory, time);
        Address = new Uri(app.Urls.First());
    }

    public ManualTime Time { get; }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public TestHours Hours => Get<TestHours>();

    public Committed Committed => Get<Committed>();

    public FaultyReaction Faults => Get<FaultyReaction>();

    public static async Task<DeskHost> StartAsync(string? directory = null, DateTimeOffset? at = null, bool onPostgres = false)
    {
        var time = new ManualTime(at ?? Morning);
        directory ??= Directory.CreateTempSubdirectory("chatservice-desk-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Add(builder.Services, directory, time, onPostgres);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseProblemsForBareStatus();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAutoReplies();
        app.MapCannedReplies();
        app.MapConversationApi();
        app.MapSearch();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        return new DeskHost(app, directory, time);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public Task WriteAsync(Func<WriteScope, Task> change) => Get<WriteSession>().RunAsync((scope, _) => change(scope), CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<ChatDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>Ends this host and keeps its data; a test then starts another on it.</summary>
    public async Task<string> StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        SqliteConnection.ClearAllPools();
        TestStore.Forget(directory);
        Directory.Delete(directory, recursive: true);
    }

    private static void Add(IServiceCollection services, string directory, ManualTime time, bool onPostgres)
    {
        services.AddSingleton<TimeProvider>(time);
        services.AddProblemDetails().AddExceptionHandler<RefusalExceptionHandler>();
        services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddStorage(directory, onPostgres ? TestStore.AlwaysPostgres(directory) : TestStore.Postgres(directory));
        services.AddInboxes().AddAudit().AddAgents().AddContacts().AddConversations();
        // After the real log-in, whose policies it takes the place of.
        TestLogIn.AddTo(services);
        services.AddSingleton<TestHours>().AddSingleton<IInboxHours>(s => s.GetRequiredService<TestHours>());
        services.AddAutoReplies().AddCannedReplies().AddConversationApi().AddSearch();
        services.TryAddSingleton<IQueueView, NoQueue>();
        services.AddSingleton<Committed>().AddSingleton<ICommitListener>(s => s.GetRequiredService<Committed>());
        services.AddSingleton<FaultyReaction>().AddSingleton<IConversationReaction>(s => s.GetRequiredService<FaultyReaction>());
    }

    private sealed class NoQueue : IQueueView
    {
        public Task<Queue?> PlaceAsync(Guid conversationId, CancellationToken cancellationToken) => Task.FromResult<Queue?>(null);

        public Task<IReadOnlyDictionary<Guid, Queue>> PlacesAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<Guid, Queue>>(new Dictionary<Guid, Queue>());
    }
}
