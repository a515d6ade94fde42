using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage.Postgres;
using ChatService.Server.Platform.Storage.Rows;
using ChatService.Server.Platform.Storage.Sqlite;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Platform.Storage;

/// <summary>The door of the store, of the nodes that share it, and of its timers.</summary>
public static class StorageFeature
{
    /// <summary>PostgreSQL where a connection string is given, else SQLite in <paramref name="dataDirectory"/>, whose files only their owner may read. Brings the clock, unless there is one.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataDirectory, string? postgres = null, bool othersMayRead = false)
    {
        var embedded = string.IsNullOrEmpty(postgres);
        services.TryAddSingleton(embedded ? TimeProvider.System : new DatabaseClock(TimeProvider.System));
        services.AddSingleton<IStorageEngine>(s =>
        {
            if (!embedded)
            {
                return new PostgresEngine(postgres!, s.GetRequiredService<TimeProvider>());
            }

            DataDirectory.Create(dataDirectory);
            var file = Path.Combine(dataDirectory, "chatservice.db");
            if (!othersMayRead)
            {
                DataDirectory.CloseFiles(file);
            }

            return new SqliteEngine(file, s.GetRequiredService<TimeProvider>());
        });
        return services
            .AddNodes()
            .AddDbContextFactory<ChatDb>((s, options) =>
            {
                s.GetRequiredService<IStorageEngine>().Configure(options);
                options.ReplaceService<IModelCacheKeyFactory, ModelPerParts>();
            })
            .AddMetrics()
            .AddSingleton<StoreMetrics>()
            .AddSingleton<CommitFeed>()
            .AddSingleton<RowTables>()
            .AddSingleton<RowReads>()
            .AddSingleton<WriteSession>()
            .AddSingleton<Migrator>()
            .AddSingleton<StoreWait>()
            .AddSingleton<IModelPart, TimersModel>()
            .AddSingleton<ITimerRunner, PlainTimerRunner>()
            .AddSingleton<TimerMetrics>()
            .AddSingleton<TimerWorker>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<TimerWorker>())
            .AddHostedService(s => s.GetRequiredService<TimerWorker>());
    }
}
