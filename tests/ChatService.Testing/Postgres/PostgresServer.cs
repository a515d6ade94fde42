using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ChatService.Testing;

/// <summary>
/// A private PostgreSQL server in a temporary directory, on a free loopback port. It ends with this process, however that ends: it waits on a pipe that we hold.
/// PostgreSQL does not run as root, so for root it runs as the user postgres.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // Ends the server when our end of the pipe is closed; the directory is its own.
    private const string Keeper = """
        "$1/postgres" -D "$2" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=800 -c shared_buffers=64MB -c fsync=$4 -c full_page_writes=$4 -c log_min_messages=fatal -c max_wal_size=512MB $5 >> "$2/server.log" 2>&1 &
        server=$!
        while read -r word; do kill -"$word" $server; done
        kill -QUIT $server
        wait $server
        """;

    private readonly TempDirectory directory = new();
    private readonly string data;
    private readonly bool durable;
    private readonly string more;
    private readonly int port = FreePort();
    private Process? keeper;

    private PostgresServer(bool durable, string more)
    {
        (this.durable, this.more) = (durable, more);
        data = Path.Combine(directory.Path, "data");
    }

    /// <summary>Where the programs are: the newest version that is installed.</summary>
    public static string Programs { get; } = Find();

    /// <summary>
    /// Starts a new server. <paramref name="durable"/>: what it commits survives its own crash; only tests of that need it. <paramref name="more"/>: words for its command line, which win.
    /// </summary>
    public static async Task<PostgresServer> StartAsync(bool durable = false, string more = "")
    {
        var server = new PostgresServer(durable, more);
        Directory.CreateDirectory(server.data);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres", server.directory.Path, server.data]);
        }

        await RunAsync(AsUnprivileged([Path.Combine(Programs, "initdb"), "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]));
        await server.ResumeAsync();
        return server;
    }

    /// <summary>The one that has all its others as children.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionString(string database, string more = "") =>
        $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database={database};{more}";

    /// <summary>Makes a database: an empty one, or a copy of one that nobody is connected to.</summary>
    public Task CreateAsync(string database, string? template = null) =>
        ExecuteAsync($"CREATE DATABASE \"{database}\"{(template is null ? string.Empty : $" TEMPLATE \"{template}\"")}");

    /// <summary>Drops one, whoever is connected.</summary>
    public Task DropAsync(string database) => ExecuteAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    /// <summary>Runs one statement as the owner of everything, outside of any pool.</summary>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, "Pooling=false"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Starts it again on the same data and port.</summary>
    public async Task ResumeAsync()
    {
        var command = AsUnprivileged(["sh", "-c", Keeper, "sh", Programs, data, port.ToString(CultureInfo.InvariantCulture), durable ? "on" : "off", more]);
        keeper = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, UseShellExecute = false })!;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < StartLimit && !keeper.HasExited)
            {
                // Its port is the only sign it gives.
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Immediate stop: every backend quits, nothing is written back, as in a crash.</summary>
    public async Task CrashAsync()
    {
        if (keeper is { } running)
        {
            keeper = null;
            running.StandardInput.Close();
            await running.WaitForExitAsync().Soon("the end of PostgreSQL");
            running.Dispose();
        }
    }

    /// <summary>Stops every one of its processes where it stands.</summary>
    public Task FreezeAsync()
    {
        SignalAll(Signals.Stop);
        return Task.CompletedTask;
    }

    /// <summary>Lets them go on.</summary>
    public Task ThawAsync()
    {
        SignalAll(Signals.Continue);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        directory.Dispose();
    }

    /// <summary>Called at the end of the process: no waiting.</summary>
    internal void Abandon()
    {
        keeper?.StandardInput.Close();
        keeper?.WaitForExit(TimeSpan.FromSeconds(5));
        directory.Dispose();
    }

    private void SignalAll(int signal)
    {
        var master = ProcessId;
        // The postmaster first, so that it starts no other meanwhile; a backend may end by itself.
        Signals.Send(master, signal);
        foreach (var child in Signals.ChildrenOf(master))
        {
            Signals.TrySend(child, signal);
        }
    }

    private static string[] AsUnprivileged(string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. command] : command;

    private static Task RunAsync(string[] command) => RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output} {await error}");
        }
    }

    private static string Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).Where(d => File.Exists(Path.Combine(d, "bin", "postgres"))).OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))
            : Enumerable.Empty<string>();
        return versions.Select(d => Path.Combine(d, "bin")).FirstOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL is not installed. Install the package postgresql; these tests are not skipped.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
