using System.Collections.Concurrent;
using System.Globalization;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>
/// The statements for rows. However many rows there are, an insert or an update is one statement with an array for each column: the same text each time, so it stays prepared, and
/// the cost of a statement is shared. One row alone, the usual case on a quiet node, has a statement with a value for each column: PostgreSQL spends an eighth less on it (ADR 0010).
/// </summary>
internal sealed class PostgresRows(NpgsqlBatch batch, ConcurrentDictionary<(string Table, string Kind), string> texts) : IRowWriter
{
    private readonly List<(string Table, int Rows)> expected = [];

    public bool IsEmpty => batch.BatchCommands.Count == 0;

    /// <summary>A SELECT of whole rows.</summary>
    public static NpgsqlBatchCommand Select(RowTable table, RowQuery query, ConcurrentDictionary<(string Table, string Kind), string> texts)
    {
        var command = new NpgsqlBatchCommand(texts.GetOrAdd((table.Name, query.Where), _ =>
        {
            var columns = string.Join(", ", table.ColumnNames.Select(column => "t." + column));
            return query.Ids.Length == 1
                ? $"SELECT {columns} FROM {table.Name} AS t WHERE {string.Format(CultureInfo.InvariantCulture, query.Where, "= ANY($1)")}"
                // Each pair is one step down the index.
                : $"SELECT {columns} FROM unnest($1, $2) AS k(a, b) JOIN {table.Name} AS t ON {string.Format(CultureInfo.InvariantCulture, query.Where, "= k.a", "= k.b")}";
        }));
        foreach (var ids in query.Ids)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        }

        return command;
    }

    public void Insert<T>(RowTable<T> table, IReadOnlyList<T> rows)
        where T : class, new()
    {
        var command = rows.Count == 1
            ? new NpgsqlBatchCommand(texts.GetOrAdd((table.Name, "insert one"), _ =>
                $"INSERT INTO {table.Name} ({string.Join(", ", table.ColumnNames)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})"))
            : new NpgsqlBatchCommand(texts.GetOrAdd((table.Name, "insert"), _ =>
                $"INSERT INTO {table.Name} ({string.Join(", ", table.ColumnNames)}) SELECT * FROM unnest({Places(table)})"));
        Fill(command, table, rows);
        Add(command, table.Name, rows.Count);
    }

    public void Update<T>(RowTable<T> table, IReadOnlyList<T> rows, IReadOnlyList<T> was)
        where T : class, new()
    {
        var command = rows.Count == 1
            ? new NpgsqlBatchCommand(texts.GetOrAdd((table.Name, "update one"), _ => UpdateOne(table)))
            : new NpgsqlBatchCommand(texts.GetOrAdd((table.Name, "update"), _ => Update(table)));
        Fill(command, table, rows);
        if (table.Token is { } token)
        {
            command.Parameters.Add(Parameter(token, was));
        }

        Add(command, table.Name, rows.Count);
    }

    /// <summary>Runs them all in one round trip.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await batch.ExecuteNonQueryAsync(cancellationToken);
        for (var i = 0; i < expected.Count; i++)
        {
            if ((int)batch.BatchCommands[i].Rows != expected[i].Rows)
            {
                throw new DbUpdateConcurrencyException($"Rows of {expected[i].Table} are not as they were read.");
            }
        }
    }

    private static string Update<T>(RowTable<T> table)
        where T : class, new()
    {
        var set = string.Join(", ", table.Columns.Where(column => !column.IsKey).Select(column => $"{column.Name} = v.{column.Name}"));
        var keys = string.Join(" AND ", table.Columns.Where(column => column.IsKey).Select(column => $"t.{column.Name} = v.{column.Name}"));
        return table.Token is { } token
            ? $"UPDATE {table.Name} AS t SET {set} FROM unnest({Places(table)}, ${table.Columns.Count + 1}::{token.StoreType}[]) AS v({string.Join(", ", table.ColumnNames)}, was) WHERE {keys} AND t.{token.Name} IS NOT DISTINCT FROM v.was"
            : $"UPDATE {table.Name} AS t SET {set} FROM unnest({Places(table)}) AS v({string.Join(", ", table.ColumnNames)}) WHERE {keys}";
    }

    private static string UpdateOne<T>(RowTable<T> table)
        where T : class, new()
    {
        var numbered = table.Columns.Select((column, i) => (column.Name, column.IsKey, Place: $"${i + 1}")).ToList();
        var set = string.Join(", ", numbered.Where(column => !column.IsKey).Select(column => $"{column.Name} = {column.Place}"));
        var keys = string.Join(" AND ", numbered.Where(column => column.IsKey).Select(column => $"t.{column.Name} = {column.Place}"));
        return $"UPDATE {table.Name} AS t SET {set} WHERE {keys}{(table.Token is { } token ? $" AND t.{token.Name} IS NOT DISTINCT FROM ${table.Columns.Count + 1}" : string.Empty)}";
    }

    private static string Places<T>(RowTable<T> table)
        where T : class, new() =>
        string.Join(", ", table.Columns.Select((column, i) => $"${i + 1}::{column.StoreType}[]"));

    private static void Fill<T>(NpgsqlBatchCommand command, RowTable<T> table, IReadOnlyList<T> rows)
        where T : class, new()
    {
        foreach (var column in table.Columns)
        {
            command.Parameters.Add(Parameter(column, rows));
        }
    }

    // Of one row with the type that is stored: a null must not make another statement of it.
    private static NpgsqlParameter Parameter<T>(RowColumn<T> column, IReadOnlyList<T> rows)
        where T : class =>
        rows.Count == 1
            ? new NpgsqlParameter { NpgsqlDbType = TypeOf(column.StoreType), Value = column.ValueOf(rows[0]) ?? DBNull.Value }
            : new NpgsqlParameter { Value = column.ValuesOf(rows) };

    private static NpgsqlDbType TypeOf(string storeType) => storeType switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "text" => NpgsqlDbType.Text,
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "boolean" => NpgsqlDbType.Boolean,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        _ => throw new NotSupportedException($"{storeType} is no type that a row of every message has."),
    };

    private void Add(NpgsqlBatchCommand command, string table, int rows)
    {
        batch.BatchCommands.Add(command);
        expected.Add((table, rows));
    }
}
