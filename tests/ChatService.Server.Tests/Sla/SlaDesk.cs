using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Abandonment;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Analytics;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using ChatService.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatService.Server.Tests.Sla;

/// <summary>
/// A desk on a real SQLite file with a clock that tests move. Timers are fired by hand, each at its own time, so that a test decides what comes first.
/// </summary>
internal sealed class SlaDesk : IAsyncDisposable
{
    public static readonly Guid InboxId = new("10000000-0000-4000-8000-000000000001");
    public static readonly Guid TeamId = new("20000000-0000-4000-8000-000000000001");

    private readonly WebApplication app;
    private readonly TempDirectory? owned;
    private readonly bool served;

    private SlaDesk(WebApplication app, ManualTime time, TempDirectory? owned, bool served)
    {
        (this.app, Time, this.owned, this.served) = (app, time, owned, served);
    }

    public ManualTime Time { get; }

    public Agent Agent { get; } = new() { Id = new Guid("30000000-0000-4000-8000-000000000001"), Email = "ada@example.com", Name = "Ada", Role = AgentRole.Supervisor };

    public Heard Heard => app.Services.GetRequiredService<Heard>();

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.First());

    public DateTimeOffset Now => Time.Now();

    /// <summary>Opens a desk: on a new file, or on one that another desk has left. With <paramref name="served"/> it also answers HTTP and fires its own timers.</summary>
    public static async Task<SlaDesk> OpenAsync(ManualTime? time = null, string? directory = null, bool served = false)
    {
        var owned = directory is null ? new TempDirectory() : null;
        var clock = time ?? new ManualTime();
        var app = Build(clock, directory ?? owned!.Path);
        var desk = new SlaDesk(app, clock, owned, served);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        if (served)
        {
            await app.StartAsync();
        }
        else
        {
            await app.Services.GetRequiredService<ConversationLanes>().StartAsync(CancellationToken.None);
            await app.Services.GetServices<IHostedService>().OfType<SeedSlaPolicy>().Single().StartAsync(CancellationToken.None);
        }

        await desk.FurnishAsync();
        return desk;
    }

    /// <summary>The first line of a new visitor.</summary>
    public async Task<Visit> VisitAsync()
    {
        var visitor = new VisitorCaller(Guid.NewGuid(), InboxId, Verified: false, "en");
        var start = await Get<StartConversation>().HandleAsync(visitor, new StartConversationRequest(Guid.NewGuid(), "Hello?"), CancellationToken.None).Soon();
        return new Visit(this, visitor, start.OrThrow().ConversationId);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Moves the clock to a time and fires every due timer on the way, each at its own time.</summary>
    public async Task RunUntilAsync(DateTimeOffset until)
    {
        while (await NextTimerAsync() is { } next && next.DueAt <= until)
        {
            if (next.DueAt > Now)
            {
                Time.Advance(next.DueAt - Now);
            }

            await FireAsync(next);
        }

        if (until > Now)
        {
            Time.Advance(until - Now);
        }
    }

    public Task RunForAsync(double seconds) => RunUntilAsync(Now.AddSeconds(seconds));

    /// <summary>Fires what is due now and nothing else.</summary>
    public Task FireDueAsync() => RunUntilAsync(Now);

    public Task FireAsync(DurableTimer timer)
    {
        var runner = app.Services.GetServices<ITimerRunner>().First(r => r.Runs(timer.Kind, timer.ConversationId));
        return runner.FireAsync(new TimerArmed(timer.Id, timer.Kind, timer.ConversationId, timer.DueAt), CancellationToken.None).Soon();
    }

    public Task<List<DurableTimer>> ArmedAsync() => ReadAsync(db => db.Set<DurableTimer>().AsNoTracking().Where(t => t.State == TimerState.Armed).ToListAsync());

    public Task<List<SlaClockRow>> ClocksAsync(Guid? conversationId = null) => ReadAsync(db => db.Set<SlaClockRow>().AsNoTracking()
        .Where(c => conversationId == null || c.ConversationId == conversationId).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).ToListAsync());

    public async Task<T> ReadAsync<T>(Func<ChatDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return await read(db).Soon();
    }

    public Task WriteAsync(Action<WriteScope> change) => Get<WriteSession>().RunAsync(
        (scope, _) =>
        {
            change(scope);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>Replaces the policy in force by another version of it.</summary>
    public Task PromiseAsync(Func<SlaPolicy, SlaPolicy> change) => Get<WriteSession>().RunAsync(
        async (scope, token) =>
        {
            var current = await scope.Db.Set<SlaPolicyVersion>().SingleAsync(v => v.IsCurrent, token);
            current.IsCurrent = false;
            var next = change(current.Policy) with { Version = current.Version + 1 };
            scope.Db.Add(new SlaPolicyVersion { Id = next.Id, Version = next.Version, Policy = next, IsCurrent = true, CreatedAt = scope.Now });
            scope.Tell(new SnapshotStale(typeof(SlaPolicyVersion)));
        },
        CancellationToken.None);

    /// <summary>Opening hours for the inbox.</summary>
    public Task OpensAsync(CalendarDefinition definition) => Get<WriteSession>().RunAsync(
        async (scope, token) =>
        {
            var hours = new Features.BusinessHours.BusinessHours { Id = Guid.NewGuid(), Name = "Office", Definition = definition };
            scope.Db.Add(hours);
            (await scope.Db.Set<Inbox>().SingleAsync(i => i.Id == InboxId, token)).BusinessHoursId = hours.Id;
            scope.Tell(new SnapshotStale(typeof(Inbox)));
            scope.Tell(new SnapshotStale(typeof(Features.BusinessHours.BusinessHours)));
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (served)
        {
            await app.StopAsync();
        }
        else
        {
            await Get<ConversationLanes>().StopAsync(CancellationToken.None);
        }

        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        owned?.Dispose();
    }

    private Task<DurableTimer?> NextTimerAsync() =>
        ReadAsync(db => db.Set<DurableTimer>().AsNoTracking().Where(t => t.State == TimerState.Armed).OrderBy(t => t.DueAt).ThenBy(t => t.Id).FirstOrDefaultAsync());

    private async Task FurnishAsync()
    {
        if (await ReadAsync(db => db.Set<Inbox>().AnyAsync()))
        {
            return;
        }

        await WriteAsync(scope =>
        {
            Agent.PasswordHash = "none";
            scope.Db.Add(Agent);
            scope.Db.Add(new Team { Id = TeamId, Name = "Seniors" });
            scope.Db.Add(new Inbox { Id = InboxId, Key = "demo", Name = "Demo" });
            scope.Tell(new SnapshotStale(typeof(Agent)));
            scope.Tell(new SnapshotStale(typeof(Team)));
            scope.Tell(new SnapshotStale(typeof(Inbox)));
        });
    }

    private static WebApplication Build(ManualTime time, string directory)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<Heard>().AddSingleton<ICommitListener>(s => s.GetRequiredService<Heard>());
        services.AddSingleton<IQueueView, NoQueue>();
        services.AddProblemDetails().AddExceptionHandler<RefusalExceptionHandler>();
        services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        services.AddStorage(directory, TestStore.Postgres(directory));
        services.AddIdentity(builder.Configuration);
        services.AddVisitorIdentity();
        services.AddInboxes().AddBusinessHours().AddAudit();
        services.AddAgents();
        services.AddContacts().AddConversations().AddSla().AddAbandonment().AddAnalytics();
        services.AddSignalR();
        services.AddSingleton<ChatService.Realtime.FrameKey>();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseIdentity();
        app.MapAgents();
        app.MapBusinessHours();
        app.MapSla();
        app.MapAnalytics();
        return app;
    }

    private sealed class NoQueue : IQueueView
    {
        public Task<Queue?> PlaceAsync(Guid conversationId, CancellationToken cancellationToken) => Task.FromResult<Queue?>(null);

        public Task<IReadOnlyDictionary<Guid, Queue>> PlacesAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<Guid, Queue>>(new Dictionary<Guid, Queue>());
    }
}
