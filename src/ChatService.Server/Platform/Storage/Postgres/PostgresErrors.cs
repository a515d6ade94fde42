using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>What the failures of Npgsql and PostgreSQL mean for a caller.</summary>
internal static class PostgresErrors
{
    private const string IdleInTransaction = "25P03";

    public static StoreFailure Judge(Exception exception)
    {
        if (exception is DbUpdateConcurrencyException)
        {
            return StoreFailure.LostRace;
        }

        if (Find<PostgresException>(exception) is { } answered)
        {
            return Judge(answered.SqlState);
        }

        if (Find<NpgsqlException>(exception) is { } client)
        {
            // A time-out is a database that hangs; asking again at once would hang as long.
            return Find<TimeoutException>(client) is null && Find<OperationCanceledException>(client) is null ? StoreFailure.ConnectionLost : StoreFailure.Unavailable;
        }

        // A connection that another thread's recovery has closed says so in its own words.
        return Find<SocketException>(exception) is not null
            || Find<ObjectDisposedException>(exception)?.ObjectName?.Contains("Npgsql", StringComparison.Ordinal) == true
            ? StoreFailure.ConnectionLost
            : StoreFailure.Other;
    }

    public static bool IsUniqueViolation(Exception exception) => Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    private static StoreFailure Judge(string state) => state switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => StoreFailure.LostRace,
        PostgresErrorCodes.LockNotAvailable => StoreFailure.Locked,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or IdleInTransaction => StoreFailure.ConnectionLost,
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.InvalidCatalogName => StoreFailure.Unavailable,
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => StoreFailure.Unstorable,
        // 08: connection, 53: out of disk, memory or connections, 58: the system beneath it.
        _ => state[..2] switch
        {
            "08" => StoreFailure.ConnectionLost,
            "53" or "58" => StoreFailure.Unavailable,
            _ => StoreFailure.Other,
        },
    };

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }
}
