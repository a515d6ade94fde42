using Npgsql;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>The operator's connection string with what this server relies on. What the operator has set is kept.</summary>
public static class PostgresConnection
{
    // Three nodes stay below PostgreSQL's usual 100 connections. Half of them read.
    private const int PoolSize = 30;

    // One statement is a few milliseconds. One that takes this long hangs, and callers are promised an answer within 5 s.
    private const int StatementSeconds = 4;

    // For the server's side: a row is waited for this long; a transaction of a node that has vanished or stands still is given up, about when the others take that node for
    // dead, so that what it had locked serves customers again; a statement whose client has gone is stopped.
    private const string SessionSettings = "-c lock_timeout=2500 -c idle_in_transaction_session_timeout=5000 -c client_connection_check_interval=1000";

    // On a table that is almost empty all indexes look alike to the planner. Its choice is kept until the table is analysed, which autovacuum does within about a minute of much change;
    // where that is switched off, a new connection chooses anew.
    private const int WriterLivesSeconds = 120;

    // Writers find rows by their keys: planning each time would be a sixth of what a message costs the database. A plan that was made while a table was small must not go through all of it when it is large. Plain index scans also mark what is dead, which
    // bitmaps do not: a conversation's timers of an hour ago would be passed again and again until the next vacuum.
    private const string WriterSettings = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>Null when it can be used, else why not; never with the string itself, which holds a password.</summary>
    public static string? Complaint(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrWhiteSpace(parts.Host) ? "must name a Host"
                : string.IsNullOrWhiteSpace(parts.Database) ? "must name a Database"
                : parts.Multiplexing ? "must not use Multiplexing: transactions need a connection of their own"
                : !parts.Pooling ? "must leave Pooling on"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return "must be a connection string such as Host=db;Database=chat;Username=chat;Password=…";
        }
    }

    /// <summary>For reading, outside transactions.</summary>
    public static NpgsqlConnectionStringBuilder ForReading(string connectionString)
    {
        var all = Complete(connectionString);
        all.MaxPoolSize -= all.MaxPoolSize / 2;
        return all;
    }

    /// <summary>For write transactions: connections of their own, so that no reader keeps a message waiting.</summary>
    public static NpgsqlConnectionStringBuilder ForWriting(string connectionString)
    {
        var all = Complete(connectionString);
        all.MaxPoolSize = Math.Max(1, all.MaxPoolSize / 2);
        all.Options = $"{WriterSettings} {all.Options}";
        all.ConnectionLifetime = WriterLivesSeconds;
        return all;
    }

    /// <summary>As it is used.</summary>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var all = new NpgsqlConnectionStringBuilder(connectionString);
        SetUnlessGiven("Maximum Pool Size", PoolSize);
        SetUnlessGiven("Command Timeout", StatementSeconds);
        SetUnlessGiven("Timeout", 3);
        // A statement that timed out means a server that hangs: its connection is dropped, not asked to cancel.
        SetUnlessGiven("Cancellation Timeout", -1);
        SetUnlessGiven("Max Auto Prepare", 200);
        SetUnlessGiven("Auto Prepare Min Usages", 3);
        SetUnlessGiven("Keepalive", 10);
        SetUnlessGiven("Application Name", "ChatService");
        all.Options = string.IsNullOrEmpty(given.Options) ? SessionSettings : $"{SessionSettings} {given.Options}";
        // Nobody here leaves anything behind in a session, so there is nothing to reset: that would be a third of what a message costs the database.
        all.NoResetOnClose = true;
        // The server is told in the error; a log must not hold what a customer wrote.
        all.IncludeErrorDetail = false;
        return all;

        void SetUnlessGiven(string key, object value)
        {
            if (!given.ContainsKey(key) || !given.ShouldSerialize(key))
            {
                all[key] = value;
            }
        }
    }

    /// <summary>Where it goes, for messages: no user, no password.</summary>
    public static string Where(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
