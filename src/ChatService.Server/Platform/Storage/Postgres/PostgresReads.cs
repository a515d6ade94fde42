using System.Collections.Concurrent;
using ChatService.Server.Platform.Storage.Rows;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>The locks that a transaction wants and the rows that it reads under them, as statements of one round trip and their answers in the same order.</summary>
internal sealed class PostgresReads(WriteBegin begin, WriteRows rows, ConcurrentDictionary<(string Table, string Kind), string> texts)
{
    private readonly HashSet<Guid> got = [];

    /// <summary>The ids whose rows are locked now.</summary>
    public IReadOnlySet<Guid> Got => got;

    private bool Locks => begin.Locks is { Ids.Count: > 0 };

    // NO KEY UPDATE: what refers to the row may still be added by others.
    public void AddLocksTo(NpgsqlBatch batch)
    {
        if (Locks)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                $"SELECT id FROM {begin.Locks!.Table} WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE{(begin.Locks.Waiting == LockWaiting.Skip ? " SKIP LOCKED" : string.Empty)}")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. begin.Locks.Ids] } },
            });
        }
    }

    public void AddRowsTo(NpgsqlBatch batch)
    {
        foreach (var query in begin.Reads)
        {
            batch.BatchCommands.Add(PostgresRows.Select(query.TableIn(rows.Tables), query, texts));
        }
    }

    public async Task TakeLocksAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!Locks)
        {
            return;
        }

        while (await reader.ReadAsync(cancellationToken))
        {
            got.Add(reader.GetGuid(0));
        }

        await reader.NextResultAsync(cancellationToken);
    }

    // Whose lock was not had, somebody else is changing.
    public async Task TakeRowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        HashSet<Guid> others = begin.Locks is { } locks ? [.. locks.Ids.Where(id => !got.Contains(id))] : [];
        foreach (var query in begin.Reads)
        {
            await query.ReadAsync(reader, rows, others, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }
    }
}
