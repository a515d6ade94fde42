using System.Globalization;
using System.Text.Json;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage.Sqlite;

/// <summary>Reads and stores rows on the one connection that writes, by statements that stay prepared: a round trip costs nothing here, a parser does.</summary>
internal sealed class SqliteRows(SqliteConnection connection) : IRowWriter, IDisposable
{
    private static readonly HashSet<Guid> Nobody = [];

    private readonly Dictionary<(string Table, string Text), SqliteCommand> commands = [];
    private SqliteTransaction? transaction;

    /// <summary>Writes in this transaction.</summary>
    public SqliteRows In(SqliteTransaction current)
    {
        transaction = current;
        return this;
    }

    public async Task ReadAsync(SqliteTransaction current, RowQuery query, WriteRows rows, CancellationToken cancellationToken)
    {
        var table = query.TableIn(rows.Tables);
        var command = Command(table.Name, query.Where, current, () => Select(table, query), 1);
        command.Parameters[0].Value = query.Ids is [var firsts, var seconds] ? JsonSerializer.Serialize(firsts.Zip(seconds, (a, b) => (string[])[Text(a), Text(b)])) : JsonSerializer.Serialize(query.Ids[0].Select(Text));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await query.ReadAsync(reader, rows, Nobody, cancellationToken);
    }

    public void Insert<T>(RowTable<T> table, IReadOnlyList<T> rows)
        where T : class, new()
    {
        var command = Command(
            table.Name, "insert", transaction, () => $"INSERT INTO {table.Name} ({string.Join(", ", table.ColumnNames)}) VALUES ({Places(0, table.Columns.Count)})", table.Columns.Count);
        foreach (var row in rows)
        {
            Fill(command, table, row);
            command.ExecuteNonQuery();
        }
    }

    public void Update<T>(RowTable<T> table, IReadOnlyList<T> rows, IReadOnlyList<T> was)
        where T : class, new()
    {
        var command = Command(table.Name, "update", transaction, () => Update(table), table.Columns.Count + 1);
        for (var i = 0; i < rows.Count; i++)
        {
            Fill(command, table, rows[i]);
            command.Parameters[table.Columns.Count].Value = table.Token?.ValueOf(was[i]) ?? DBNull.Value;
            if (command.ExecuteNonQuery() != 1)
            {
                throw new DbUpdateConcurrencyException($"A row of {table.Name} is not as it was read.");
            }
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }

    private static void Fill<T>(SqliteCommand command, RowTable<T> table, T row)
        where T : class, new()
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            command.Parameters[i].Value = table.Columns[i].ValueOf(row) ?? DBNull.Value;
        }
    }

    // Each pair is one step down the index. CROSS: left to itself the planner walks all that belongs to the first of a pair, to compare each with the second.
    private static string Select(RowTable table, RowQuery query)
    {
        var columns = string.Join(", ", table.ColumnNames.Select(column => "t." + column));
        return query.Ids.Length == 1
            ? $"SELECT {columns} FROM {table.Name} t WHERE {string.Format(CultureInfo.InvariantCulture, query.Where, "IN (SELECT value FROM json_each($p0))")}"
            : $"SELECT {columns} FROM json_each($p0) p CROSS JOIN {table.Name} t ON {string.Format(CultureInfo.InvariantCulture, query.Where, "= json_extract(p.value, '$[0]')", "= json_extract(p.value, '$[1]')")}";
    }

    // As EF Core stores them: upper case.
    private static string Text(Guid id) => id.ToString().ToUpperInvariant();

    private static string Update<T>(RowTable<T> table)
        where T : class, new()
    {
        var columns = table.Columns.Select((column, i) => (column, Set: $"{column.Name} = $p{i}")).ToList();
        var where = columns.Where(c => c.column.IsKey).Select(c => c.Set).Concat(table.Token is { } token ? [$"{token.Name} IS $p{columns.Count}"] : [$"$p{columns.Count} IS NULL"]);
        return $"UPDATE {table.Name} SET {string.Join(", ", columns.Where(c => !c.column.IsKey).Select(c => c.Set))} WHERE {string.Join(" AND ", where)}";
    }

    private static string Places(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(i => $"$p{i}"));

    private SqliteCommand Command(string table, string kind, SqliteTransaction? current, Func<string> text, int parameters)
    {
        if (!commands.TryGetValue((table, kind), out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text();
            for (var i = 0; i < parameters; i++)
            {
                command.Parameters.Add(new SqliteParameter($"$p{i}", DBNull.Value));
            }

            commands.Add((table, kind), command);
        }

        command.Transaction = current;
        return command;
    }
}
