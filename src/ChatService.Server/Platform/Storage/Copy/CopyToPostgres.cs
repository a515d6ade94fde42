using System.Runtime.InteropServices;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Copy;

/// <summary>
/// <c>copy-to-postgres --data DIR</c>: everything of an embedded installation into an empty PostgreSQL database, in one transaction: all of it is there and counted, or nothing is.
/// The source is only read. Its server must be stopped, or what it still takes in stays behind.
/// </summary>
public sealed class CopyToPostgres(IConfiguration settings, IEnumerable<IModelPart> parts, IStorageEngine engine) : ICliCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Wrong = 2;

    public string Name => "copy-to-postgres";

    public string Usage => "--data DIR   (the directory of the stopped embedded server; the target is ConnectionStrings__Postgres)";

    public IReadOnlyList<string> Options => ["data"];

    public bool WantsFirstStart => false;

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> options, CliOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        if (engine.Name != "postgres" || !options.TryGetValue("data", out var directory))
        {
            await output.Error.WriteLineAsync($"Set ConnectionStrings__Postgres to the target and use: {Name} {Usage}");
            return Wrong;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            await using var source = await OpenSourceAsync(directory, stop.Token);
            var rows = await CopyAsync(source, new CopyProgress(output.Out, isFile: Console.IsOutputRedirected || output.Out != Console.Out), stop.Token);
            await output.Out.WriteLineAsync($"{rows} rows are in {engine.Place}. Start the server with this connection string.");
            return Done;
        }
        catch (CopyRefusedException refused)
        {
            await output.Error.WriteLineAsync(refused.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await output.Error.WriteLineAsync("Stopped. Nothing was copied.");
        }

        return Failed;
    }

    private async Task<ChatDb> OpenSourceAsync(string directory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, "chatservice.db");
        if (!File.Exists(file))
        {
            throw new CopyRefusedException($"There is no {file}.");
        }

        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var db = new ChatDb(new DbContextOptionsBuilder<ChatDb>().UseSqlite(connection.ToString()).Options, parts);
        // One read transaction: a snapshot, also when somebody has forgotten to stop the server.
        await db.Database.BeginTransactionAsync(cancellationToken);
        var version = await db.Database.SqlQueryRaw<int>("SELECT COALESCE(MAX(version), 0) AS \"Value\" FROM schema_version").SingleAsync(cancellationToken);
        var known = Migrator.Scripts("sqlite").Count;
        return version == known
            ? db
            : throw new CopyRefusedException($"The embedded database is at version {version} and this program knows {known}. Run its \"migrate\" with this program first.");
    }

    private async Task<long> CopyAsync(ChatDb source, CopyProgress progress, CancellationToken cancellationToken)
    {
        var text = PostgresConnection.Complete(settings.GetConnectionString("Postgres")!);
        // A large table takes as long as it takes.
        (text.CommandTimeout, text.Options, text.Pooling) = (0, null, false);
        await using var connection = new NpgsqlConnection(text.ConnectionString);
        await using var target = new ChatDb(new DbContextOptionsBuilder<ChatDb>().UseNpgsql(connection).Options, parts);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var tables = target.Model.GetEntityTypes().OrderBy(type => type.GetTableName(), StringComparer.Ordinal).Select(type => TableCopy.Of(type, source, connection)).ToList();
        foreach (var table in tables)
        {
            if (await table.TargetRowsAsync(cancellationToken) > 0)
            {
                throw new CopyRefusedException($"{engine.Place} is in use: its table {table.Name} has rows. Give an empty database.");
            }
        }

        var all = 0L;
        foreach (var table in tables)
        {
            all += await CopyAsync(table, progress, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return all;
    }

    private static async Task<long> CopyAsync(TableCopy table, CopyProgress progress, CancellationToken cancellationToken)
    {
        var expected = await table.SourceRowsAsync(cancellationToken);
        progress.Begin(table.Name, expected);
        await table.CopyAsync(progress, cancellationToken);
        progress.End();
        var arrived = await table.TargetRowsAsync(cancellationToken);
        return arrived == expected
            ? arrived
            : throw new CopyRefusedException($"{table.Name}: {expected} rows were read and {arrived} arrived. Nothing was copied.");
    }
}

/// <summary>Why nothing was copied, for the operator.</summary>
public sealed class CopyRefusedException(string message) : Exception(message);
