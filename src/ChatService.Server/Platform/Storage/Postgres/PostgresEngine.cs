using System.Data.Common;
using System.Globalization;
using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>
/// For production and for more than one node: many writers at READ COMMITTED, every commit flushed to the disk. Rows are locked before they are read, so what is read is what
/// is changed; what cannot be locked beforehand (a first row, an agent's status) is guarded by unique indexes and concurrency tokens, and a lost race is run again.
/// </summary>
public sealed class PostgresEngine : IStorageEngine, IAsyncDisposable, IDisposable
{
    // With the pool's 30 connections the other half stays free for reading.
    private const int MostWriters = 16;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4.5);

    // A table of many millions of rows may be rewritten; the other nodes wait for it to start.
    private static readonly TimeSpan MigrationLimit = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim writers = new(MostWriters, MostWriters);
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;

    /// <param name="connectionString">The operator's; see <see cref="PostgresConnection.Complete"/>.</param>
    /// <param name="time">A <see cref="DatabaseClock"/>: the database's time decides. Any other clock decides itself.</param>
    public PostgresEngine(string connectionString, TimeProvider time)
    {
        this.time = time;
        Place = "PostgreSQL at " + PostgresConnection.Where(connectionString);
        source = new NpgsqlDataSourceBuilder(PostgresConnection.Complete(connectionString).ConnectionString).Build();
    }

    public string Name => "postgres";

    public int Lanes => 6;

    public bool IsShared => true;

    public string Place { get; }

    public void Configure(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(source, npgsql => npgsql.ExecutionStrategy(dependencies => new ReadAgain(dependencies, this)));
        // Each of these is thrown as well, and whoever handles it knows whether it is an error: a lost race is not.
        options.ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug)));
    }

    public async ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellationToken) =>
        await writers.WaitAsync(LongestWait, cancellationToken)
            ? new Turn(writers)
            : throw new RefusedException(Refusal.Unavailable);

    public async ValueTask<WriteStart> BeginAsync(ChatDb db, RowLocks? locks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (locks is null or { Ids.Count: 0 })
        {
            return new WriteStart(await NowAsync(db, cancellationToken), new HashSet<Guid>());
        }

        // One round trip; the second statement runs when the first has its locks.
        await using var batch = new NpgsqlBatch(Connection(db), Transaction(db));
        batch.BatchCommands.Add(LockCommand(locks));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT clock_timestamp()"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var got = await ReadIdsAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new WriteStart(Decide(reader.GetFieldValue<DateTimeOffset>(0)), got);
    }

    public async ValueTask<IReadOnlySet<Guid>?> LockRowsAsync(ChatDb db, RowLocks locks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(locks);
        await using var batch = new NpgsqlBatch(Connection(db), Transaction(db));
        batch.BatchCommands.Add(LockCommand(locks));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadIdsAsync(reader, cancellationToken);
    }

    public async ValueTask<bool> LockQueueAsync(ChatDb db, IReadOnlyList<string> keys, LockWaiting waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(keys);
        var take = waiting == LockWaiting.Skip
            ? "SELECT coalesce(bool_and(pg_try_advisory_xact_lock(hashtextextended(k, 0))), true) FROM unnest($1) AS k"
            : "SELECT count(pg_advisory_xact_lock(hashtextextended(k, 0))) >= 0 FROM unnest($1) AS k";
        await using var command = new NpgsqlCommand(take, Connection(db), Transaction(db)) { CommandTimeout = db.Database.GetCommandTimeout() ?? Connection(db).CommandTimeout };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask BeginMigrationAsync(ChatDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Database.SetCommandTimeout(MigrationLimit);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('lock_timeout', {MigrationLimit.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}, true)", cancellationToken);
        await LockQueueAsync(db, ["schema"], LockWaiting.Patient, cancellationToken);
    }

    public async ValueTask<DateTimeOffset> NowAsync(ChatDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (time is not DatabaseClock)
        {
            return time.Now();
        }

        if (db.Database.CurrentTransaction is null)
        {
            return Decide(await db.Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(cancellationToken));
        }

        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", Connection(db), Transaction(db));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Decide(reader.GetFieldValue<DateTimeOffset>(0));
    }

    public StoreFailure Judge(Exception exception) => PostgresErrors.Judge(exception);

    public bool IsUniqueViolation(Exception exception) => PostgresErrors.IsUniqueViolation(exception);

    public void ForgetConnections() => source.Clear();

    public void Dispose()
    {
        writers.Dispose();
        source.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        writers.Dispose();
        await source.DisposeAsync();
    }

    private DateTimeOffset Decide(DateTimeOffset answer)
    {
        if (time is not DatabaseClock clock)
        {
            return time.Now();
        }

        clock.Learn(answer);
        return DateTimeOffset.FromUnixTimeMilliseconds(answer.ToUnixTimeMilliseconds());
    }

    // NO KEY UPDATE: what refers to the row may still be added by others.
    private static NpgsqlBatchCommand LockCommand(RowLocks locks) =>
        new($"SELECT id FROM {locks.Table} WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE{(locks.Waiting == LockWaiting.Skip ? " SKIP LOCKED" : string.Empty)}")
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. locks.Ids] } },
        };

    private static async Task<HashSet<Guid>> ReadIdsAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    private static NpgsqlConnection Connection(ChatDb db) => (NpgsqlConnection)db.Database.GetDbConnection();

    private static NpgsqlTransaction? Transaction(ChatDb db) => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        public void Dispose() => writers.Release();
    }
}
