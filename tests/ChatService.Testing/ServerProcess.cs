using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatService.Testing;

/// <summary>
/// The real server as a process of its own, that can be killed without a goodbye and started again on the same data and port. CHATSERVICE_TEST_SERVER names the directory of a
/// published server to take instead of the one that was built beside the tests: long runs and measurements take what ops would run.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string ReadyLine = "ChatService is ready.";

    // A cold start on a machine that does much else.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string dataDirectory;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConcurrentQueue<string> output = new();
    private Process? process;
    private TimeSpan earlierLives;

    public ServerProcess(string dataDirectory, IReadOnlyDictionary<string, string>? settings = null)
    {
        this.dataDirectory = dataDirectory;
        this.settings = settings ?? new Dictionary<string, string>();
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    /// <summary>The same in every life.</summary>
    public Uri Url { get; }

    /// <summary>Of its present life.</summary>
    public int ProcessId => process!.Id;

    /// <summary>It was started and has neither been killed nor ended.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Processor time of all its lives, from the operating system.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process?.Refresh();
            return earlierLives + (process?.TotalProcessorTime ?? TimeSpan.Zero);
        }
    }

    /// <summary>What it logged as an error in any of its lives.</summary>
    public IReadOnlyList<string> Errors =>
        [.. output.Where(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal))];

    /// <summary>The first errors of its lives that stand behind what was answered as unexpected: the answer names their trace.</summary>
    public static IEnumerable<string> Behind(IEnumerable<string> answers, IEnumerable<ServerProcess> servers)
    {
        var traces = answers.Select(answer => answer.Split("Trace ")).Where(parts => parts.Length > 1).Select(parts => parts[1].TrimEnd('.')).ToList();
        return servers.SelectMany(server => server.Errors).Where(line => traces.Any(trace => line.Contains(trace, StringComparison.Ordinal))).Take(3);
    }

    /// <summary>Everything it wrote in any of its lives.</summary>
    public IReadOnlyList<string> Output => [.. output];

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        started.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        started.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server ended before it was ready:\n" + string.Join('\n', output.TakeLast(40))));
        started.Start();
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        process = started;
        await ready.Task.WaitAsync(StartLimit);
    }

    /// <summary>kill -9: no shutdown, no flush, nothing said to anybody.</summary>
    public async Task KillAsync()
    {
        if (process is { } victim)
        {
            process = null;
            AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
            Kills++;
            earlierLives += CpuOf(victim);
            victim.Kill(entireProcessTree: true);
            await victim.WaitForExitAsync().Soon("the killed server's end");
            victim.Dispose();
        }
    }

    /// <summary>SIGTERM, as a service manager sends it; <see cref="EndedAsync"/> waits for the orderly end.</summary>
    public void Terminate() => Signals.Send(process!.Id, Signals.Terminate);

    /// <summary>It is there and does nothing.</summary>
    public void Freeze() => Signals.Send(process!.Id, Signals.Stop);

    /// <summary>It goes on where it stood.</summary>
    public void Thaw() => Signals.Send(process!.Id, Signals.Continue);

    /// <summary>Resident memory of its present life, bytes.</summary>
    public long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The exit code after an orderly end.</summary>
    public async Task<int> EndedAsync()
    {
        var ending = process!;
        var cpu = CpuOf(ending);
        await ending.WaitForExitAsync().Soon("the server's end");
        earlierLives += cpu;
        process = null;
        using (ending)
        {
            return ending.ExitCode;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    // A tool that is interrupted leaves no server behind.
    private void KillAtExit(object? sender, EventArgs e)
    {
        try
        {
            process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    // Zero for one that has ended by itself.
    private static TimeSpan CpuOf(Process one)
    {
        try
        {
            one.Refresh();
            return one.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var folder = Environment.GetEnvironmentVariable("CHATSERVICE_TEST_SERVER") is { Length: > 0 } published ? published : AppContext.BaseDirectory;
        var file = Path.Combine(folder, OperatingSystem.IsWindows() ? "ChatService.Server.exe" : "ChatService.Server");
        var info = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = dataDirectory };
        info.Environment["ASPNETCORE_URLS"] = Url.GetLeftPart(UriPartial.Authority);
        info.Environment["Storage__DataDirectory"] = dataDirectory;
        if (!settings.ContainsKey("ConnectionStrings:Postgres"))
        {
            info.Environment["ConnectionStrings__Postgres"] = TestStore.Postgres(dataDirectory);
        }

        info.Environment["Demo__Enabled"] = "true";
        info.Environment["Bootstrap__AdminEmail"] = ChatHost.AdminEmail;
        info.Environment["Bootstrap__AdminPassword"] = ChatHost.AdminPassword;
        foreach (var (key, value) in settings)
        {
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return info;
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        if (line.Contains(ReadyLine, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
