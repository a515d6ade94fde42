using ChatService.LoadTests.Stages;
using Npgsql;

namespace ChatService.LoadTests.Fill;

/// <summary>
/// Fills the product's own tables by SQL, many rows from one that the product itself has made, so that whatever columns there are have values as they should. A connection of its own,
/// with all the time it needs.
/// </summary>
public sealed class FillConnection : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private FillConnection(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Connects to the store of a stage on PostgreSQL.</summary>
    public static async Task<FillConnection> OpenAsync(ProductStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var connection = new NpgsqlConnection(stage.Database!.ConnectionString(Stores.Database, "Pooling=false;Command Timeout=0"));
        await connection.OpenAsync();
        return new FillConnection(connection);
    }

    /// <summary>The SQL that makes rows 1 to so many like those that <paramref name="where"/> names, except for some columns; <c>n</c> is the number of the row, <c>t</c> the one that is copied.</summary>
    public static string Copies(string table, string where, int count, string changes) =>
        $"SELECT r.* FROM {table} t, generate_series(1, {count}) AS g(n), LATERAL jsonb_populate_record(t, jsonb_build_object({changes})) r WHERE {where}";

    /// <summary>An id that follows from a word and the number of a row.</summary>
    public static string Id(string word) => $"md5('{word}' || n)::uuid";

    /// <summary>Runs one or more statements.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A column of many rows.</summary>
    public async Task<IReadOnlyList<T>> ReadAllAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    /// <summary>Writes rows as fast as it goes; the command is a <c>COPY … FROM STDIN (FORMAT BINARY)</c>.</summary>
    public async Task CopyAsync(string command, Func<NpgsqlBinaryImporter, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        await using var importer = await connection.BeginBinaryImportAsync(command);
        await write(importer);
        await importer.CompleteAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
