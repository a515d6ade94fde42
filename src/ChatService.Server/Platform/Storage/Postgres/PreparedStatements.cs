using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>
/// Statements are prepared on their way. One that fails while its parameters are bound, for the first time with a plan, stays prepared in Npgsql's books without the columns of its
/// answer (npgsql/npgsql#6391): the next one on the same connection would take a later statement's answer for its own. So a connection on which something has failed begins anew.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor, IDbConnectionInterceptor
{
    /// <summary>For what EF Core reads; connections of write transactions are the transaction's matter.</summary>
    public static readonly PreparedStatements OfReaders = new();

    private readonly ConditionalWeakTable<DbConnection, object> failed = [];

    /// <summary>On a connection outside any transaction. One that is broken has nothing to forget.</summary>
    public static void Forget(DbConnection connection)
    {
        if (connection is not NpgsqlConnection { State: ConnectionState.Open } open)
        {
            return;
        }

        try
        {
            open.UnprepareAll();
        }
        catch (NpgsqlException)
        {
            // It has broken meanwhile, and takes its statements with it.
        }
    }

    /// <summary>Begins anew when it goes back to the pool.</summary>
    public void Failed(DbConnection connection) => failed.AddOrUpdate(connection, this);

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData)
    {
        if (command.Connection is { } connection)
        {
            Failed(connection);
        }
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    /// <summary>Back to the pool, for others.</summary>
    public InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        if (failed.Remove(connection))
        {
            Forget(connection);
        }

        return result;
    }

    public ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(ConnectionClosing(connection, eventData, result));
}
