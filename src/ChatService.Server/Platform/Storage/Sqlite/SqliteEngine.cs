using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage.Rows;

namespace ChatService.Server.Platform.Storage.Sqlite;

/// <summary>The embedded default: one file, one writer, WAL, every commit flushed to the disk.</summary>
public sealed class SqliteEngine : IStorageEngine, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly TimeProvider time;
    private readonly string connectionString;
    private SqliteConnection? writing;
    private SqliteRows? written;

    public SqliteEngine(string file, TimeProvider time)
    {
        this.time = time;
        Place = file;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = true,
            DefaultTimeout = 5,
        }.ToString();
    }

    public string Name => "sqlite";

    public int Lanes => 1;

    public bool IsShared => false;

    public string Place { get; }

    public void Configure(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseSqlite(connectionString).AddInterceptors(new SqlitePragmas());
    }

    public async ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellationToken) =>
        await writer.WaitAsync(LongestWait, cancellationToken)
            ? new Turn(writer)
            : throw new RefusedException(Refusal.Unavailable);

    public async ValueTask<StoreTransaction> OpenAsync(CancellationToken cancellationToken)
    {
        // There is one writer, so one connection will do for as long as the server runs; its statements stay prepared.
        if (writing is null)
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            SqlitePragmas.Set(connection);
            writing = connection;
            written = new SqliteRows(connection);
        }

        return new StoreTransaction(writing, writing.BeginTransaction(deferred: false), keepsConnection: true);
    }

    public async ValueTask<WriteStart> BeginAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await ReadAsync(transaction, begin, rows, cancellationToken);
        return new WriteStart(now, Got: null);
    }

    public async ValueTask<IReadOnlySet<Guid>?> ReadAsync(StoreTransaction transaction, WriteBegin begin, WriteRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(begin);
        foreach (var query in begin.Reads)
        {
            await written!.ReadAsync((SqliteTransaction)transaction.Transaction, query, rows, cancellationToken);
        }

        return null;
    }

    public ValueTask SaveAsync(StoreTransaction transaction, WriteRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(rows);
        rows.WriteTo(written!.In((SqliteTransaction)transaction.Transaction));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> LockQueueAsync(StoreTransaction transaction, IReadOnlyList<string> keys, LockWaiting waiting, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public ValueTask BeginMigrationAsync(ChatDb db, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<DateTimeOffset> NowAsync(ChatDb db, CancellationToken cancellationToken) => ValueTask.FromResult(time.Now());

    public StoreFailure Judge(Exception exception) => Find(exception) is { } sqlite && sqlite.SqliteErrorCode is
        5 or 6 // busy, locked
        or 8 // read-only
        or 10 // I/O error
        or 13 // disk full
        or 14 // cannot open
        ? StoreFailure.Unavailable
        : StoreFailure.Other;

    public ValueTask<bool> HasEndedAsync(ChatDb db, StoreTransaction broken, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public void ForgetConnections()
    {
        // A file has no connection to lose.
    }

    public bool IsUniqueViolation(Exception exception) => Find(exception) is { SqliteExtendedErrorCode: 2067 or 1555 };

    public void Dispose()
    {
        written?.Dispose();
        writing?.Dispose();
        writer.Dispose();
    }

    private static SqliteException? Find(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SqliteException sqlite)
            {
                return sqlite;
            }
        }

        return null;
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }

    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        // synchronous=FULL: acked means committed, also when the machine and not only the process stops.
        // 64 MB of page cache and mmap keep reads off the system-call path.
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        internal static void Set(System.Data.Common.DbConnection connection)
        {
            if (connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase))
            {
                // EF Core asks that way whether the file is there. It may not change the journal of an empty one.
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }
}
