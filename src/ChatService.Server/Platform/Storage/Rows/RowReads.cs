using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>Many rows read outside any write, by the compiled columns of <see cref="RowTable{T}"/>: a third of what the same rows cost as entities. Asked again after a lost connection like every read.</summary>
public sealed class RowReads(RowTables tables, IStorageEngine engine)
{
    private readonly ConcurrentDictionary<(Type Row, string Where), string> texts = new();

    /// <summary>The rows of <c>t</c> that <paramref name="where"/> chooses: SQL from WHERE on, the same on every engine, with <c>{0}</c> for the first of the values.</summary>
    public Task<List<T>> ReadAsync<T>(ChatDb db, string where, object[] values, CancellationToken cancellationToken)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(values);
        var table = tables.Of<T>();
        var text = texts.GetOrAdd((typeof(T), where), _ => Text(table, where, values.Length));
        return db.Database.CreateExecutionStrategy().ExecuteAsync(token => RunAsync(db, table, text, values, token), cancellationToken);
    }

    private static string Text(RowTable table, string where, int values)
    {
        var names = Enumerable.Range(0, values).Select(i => (object)$"@p{i}").ToArray();
        return $"SELECT {string.Join(", ", table.ColumnNames.Select(column => "t." + column))} FROM {table.Name} AS t WHERE {string.Format(CultureInfo.InvariantCulture, where, names)}";
    }

    private async Task<List<T>> RunAsync<T>(ChatDb db, RowTable<T> table, string text, object[] values, CancellationToken cancellationToken)
        where T : class, new()
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        try
        {
            await using var command = Command(connection, text, values);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(table.Read(reader));
            }

            return rows;
        }
        catch (DbException)
        {
            engine.Doubt(connection);
            throw;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static DbCommand Command(DbConnection connection, string text, object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
