using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChatService.Testing;

/// <summary>What a database holds, read without any code of the server: the truth that the checker compares with.</summary>
public sealed class StoredHistory
{
    private StoredHistory(DbConnection connection, string integrity)
    {
        Lines = Read(
            connection,
            "SELECT conversation_id, seq, public_seq, id, sender_id, client_message_id, kind, text FROM message ORDER BY conversation_id, seq",
            row => new Line(Id(row, 0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), Id(row, 3), Id(row, 4), Id(row, 5), row.GetString(6), row.GetString(7)));
        Owners = Read(connection, "SELECT id, contact_id FROM conversation", row => (Id(row, 0), Id(row, 1))).ToDictionary(c => c.Item1, c => c.Item2);
        // The ids begin with the time and count up within a process: this is the order in which things happened.
        Log = Read(connection, "SELECT conversation_id, type, data FROM logged_event ORDER BY id", ReadEvent);
        Clocks = Read(
            connection,
            "SELECT id, conversation_id, due_at IS NOT NULL, outcome FROM sla_clock",
            row => new Clock(Id(row, 0), Id(row, 1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)));
        Integrity = Read(connection, integrity, row => row.GetString(0)).Single();
    }

    public IReadOnlyList<Line> Lines { get; }

    public IReadOnlyDictionary<Guid, Guid> Owners { get; }

    public IReadOnlyList<Happened> Log { get; }

    public IReadOnlyList<Clock> Clocks { get; }

    /// <summary>The database's own word: <c>ok</c>.</summary>
    public string Integrity { get; }

    /// <summary>Reads what belongs to a data directory, of a server that has stopped, however it did.</summary>
    public static StoredHistory Read(string dataDirectory)
    {
        if (TestStore.Postgres(dataDirectory) is { } connectionString)
        {
            return ReadPostgres(connectionString);
        }

        var file = Path.Combine(dataDirectory, "chatservice.db");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return new StoredHistory(connection, "PRAGMA integrity_check");
    }

    /// <summary>Reads a PostgreSQL database.</summary>
    public static StoredHistory ReadPostgres(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        // Reads every line of every table through its primary key's order; a damaged page is an exception.
        return new StoredHistory(connection, "SELECT 'ok' FROM (SELECT count(*) FROM message UNION ALL SELECT count(*) FROM conversation) AS t HAVING count(*) = 2");
    }

    private static List<T> Read<T>(DbConnection connection, string sql, Func<DbDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static Happened ReadEvent(DbDataReader row)
    {
        using var data = JsonDocument.Parse(row.GetString(2));
        return new Happened(
            Id(row, 0), row.GetString(1), Named(data, "agentId"), Named(data, "clockId"), data.RootElement.TryGetProperty("wrapUpUntil", out var until) && until.ValueKind == JsonValueKind.String);
    }

    private static Guid? Named(JsonDocument data, string name) =>
        data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetGuid() : null;

    private static Guid Id(DbDataReader row, int column) => row.GetFieldValue<Guid>(column);
}
