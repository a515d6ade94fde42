using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>What differs between the engines and cannot be said in EF Core.</summary>
public interface IStorageEngine
{
    /// <summary>sqlite or postgres.</summary>
    string Name { get; }

    /// <summary>How many append lanes make sense: one where there is one writer.</summary>
    int Lanes { get; }

    /// <summary>Sets the provider and the connection.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Waits for the right to write, at most 5 s, then <see cref="Errors.RefusedException"/> (unavailable). Dispose to release.</summary>
    ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellationToken);

    /// <summary>The time that decides, in whole milliseconds: the database's clock where several nodes share it.</summary>
    ValueTask<DateTimeOffset> NowAsync(ChatDb db, CancellationToken cancellationToken);

    /// <summary>True when the store is away or busy and the same call may be sent again.</summary>
    bool IsTransient(Exception exception);

    /// <summary>True when a unique index refused the row: somebody else was first.</summary>
    bool IsUniqueViolation(Exception exception);
}
