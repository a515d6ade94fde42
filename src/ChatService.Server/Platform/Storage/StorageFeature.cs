using ChatService.Server.Platform.Storage.Sqlite;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ChatService.Server.Platform.Storage;

/// <summary>The door of the store and its timers.</summary>
public static class StorageFeature
{
    /// <summary>SQLite in <paramref name="dataDirectory"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton<IStorageEngine>(s =>
        {
            Directory.CreateDirectory(dataDirectory);
            return new SqliteEngine(Path.Combine(dataDirectory, "chatservice.db"), s.GetRequiredService<TimeProvider>());
        });
        return services
            .AddDbContextFactory<ChatDb>((s, options) =>
            {
                s.GetRequiredService<IStorageEngine>().Configure(options);
                options.ReplaceService<IModelCacheKeyFactory, ModelPerParts>();
            })
            .AddSingleton<CommitFeed>()
            .AddSingleton<WriteSession>()
            .AddSingleton<Migrator>()
            .AddSingleton<IModelPart, TimersModel>()
            .AddSingleton<ITimerRunner, PlainTimerRunner>()
            .AddSingleton<TimerWorker>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<TimerWorker>())
            .AddHostedService(s => s.GetRequiredService<TimerWorker>());
    }
}
