using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage.Rows;
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
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4.5);

    // A table of many millions of rows may be rewritten; the other nodes wait for it to start.
    private static readonly TimeSpan MigrationLimit = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim writers;
    private readonly ConcurrentDictionary<(string Table, string Kind), string> texts = new();
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource writing;
    private readonly TimeProvider time;

    /// <param name="connectionString">The operator's; see <see cref="PostgresConnection"/>.</param>
    /// <param name="time">A <see cref="DatabaseClock"/>: the database's time decides. Any other clock decides itself.</param>
    public PostgresEngine(string connectionString, TimeProvider time)
    {
        this.time = time;
        Place = "PostgreSQL at " + PostgresConnection.Where(connectionString);
        source = new NpgsqlDataSourceBuilder(PostgresConnection.ForReading(connectionString).ConnectionString).Build();
        var forWriting = PostgresConnection.ForWriting(connectionString);
        writing = new NpgsqlDataSourceBuilder(forWriting.ConnectionString).Build();
        writers = new SemaphoreSlim(forWriting.MaxPoolSize, forWriting.MaxPoolSize);
    }

    public string Name => "postgres";

    public int Lanes { get; } = Math.Clamp(Environment.ProcessorCount + 1, 3, 8);

    public bool IsShared => true;

    public string Place { get; }

    public void Configure(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(source, npgsql => npgsql.ExecutionStrategy(dependencies => new ReadAgain(dependencies, this)));
        options.AddInterceptors(PreparedStatements.OfReaders);
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

    public async ValueTask<StoreTransaction> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await writing.OpenConnectionAsync(cancellationToken);
        // Sends nothing yet: BEGIN goes with the first statement.
        return new StoreTransaction(connection, await connection.BeginTransactionAsync(cancellationToken), restore: PreparedStatements.Forget);
    }

    // One round trip; each statement runs when those before it are through, so what is read is read under the locks.
    public async ValueTask<WriteStart> BeginAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(begin);
        await using var batch = Batch(transaction);
        var reads = new PostgresReads(begin, rows, texts);
        reads.AddLocksTo(batch);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT clock_timestamp(), pg_backend_pid()"));
        reads.AddRowsTo(batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reads.TakeLocksAsync(reader, cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = Decide(reader.GetFieldValue<DateTimeOffset>(0));
        transaction.Session = reader.GetInt32(1);
        await reader.NextResultAsync(cancellationToken);
        await reads.TakeRowsAsync(reader, cancellationToken);
        return new WriteStart(now, reads.Got);
    }

    public async ValueTask<IReadOnlySet<Guid>?> ReadAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(begin);
        await using var batch = Batch(transaction);
        var reads = new PostgresReads(begin, rows, texts);
        reads.AddLocksTo(batch);
        reads.AddRowsTo(batch);
        if (batch.BatchCommands.Count > 0)
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reads.TakeLocksAsync(reader, cancellationToken);
            await reads.TakeRowsAsync(reader, cancellationToken);
        }

        return reads.Got;
    }

    public async ValueTask SaveAsync(StoreTransaction transaction, WriteRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await using var batch = Batch(transaction);
        var writer = new PostgresRows(batch, texts);
        rows.WriteTo(writer);
        if (!writer.IsEmpty)
        {
            await writer.RunAsync(cancellationToken);
        }
    }

    public async ValueTask<bool> LockQueueAsync(StoreTransaction transaction, IReadOnlyList<string> keys, LockWaiting waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(keys);
        return await LockAsync(transaction, keys, waiting, null, cancellationToken);
    }

    public async ValueTask BeginMigrationAsync(ChatDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Database.SetCommandTimeout(MigrationLimit);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('lock_timeout', {MigrationLimit.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}, true)", cancellationToken);
        await LockAsync(StoreTransaction.Of(db), ["schema"], LockWaiting.Patient, MigrationLimit, cancellationToken);
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

    public async ValueTask<bool> HasEndedAsync(ChatDb db, StoreTransaction broken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(broken);
        return await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE pid = {broken.Session}").SingleAsync(cancellationToken) == 0;
    }

    public bool IsUniqueViolation(Exception exception) => PostgresErrors.IsUniqueViolation(exception);

    public void Doubt(DbConnection connection) => PreparedStatements.OfReaders.Failed(connection);

    public void ForgetConnections()
    {
        source.Clear();
        writing.Clear();
    }

    public void Dispose()
    {
        writers.Dispose();
        writing.Dispose();
        source.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        writers.Dispose();
        await writing.DisposeAsync();
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

    private static NpgsqlBatch Batch(StoreTransaction transaction) => new((NpgsqlConnection)transaction.Connection, (NpgsqlTransaction)transaction.Transaction);

    private static async Task<bool> LockAsync(StoreTransaction transaction, IReadOnlyList<string> keys, LockWaiting waiting, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var take = waiting == LockWaiting.Skip
            ? "SELECT coalesce(bool_and(pg_try_advisory_xact_lock(hashtextextended(k, 0))), true) FROM unnest($1) AS k"
            : "SELECT count(pg_advisory_xact_lock(hashtextextended(k, 0))) >= 0 FROM unnest($1) AS k";
        await using var command = new NpgsqlCommand(take, (NpgsqlConnection)transaction.Connection, (NpgsqlTransaction)transaction.Transaction);
        if (limit is { } longest)
        {
            command.CommandTimeout = (int)longest.TotalSeconds;
        }

        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlConnection Connection(ChatDb db) => (NpgsqlConnection)db.Database.GetDbConnection();

    private static NpgsqlTransaction? Transaction(ChatDb db) => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        public void Dispose() => writers.Release();
    }
}
