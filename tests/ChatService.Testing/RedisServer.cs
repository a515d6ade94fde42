using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatService.Testing;

/// <summary>A real redis-server of the test's own, on a free port and in a directory of its own, that can be killed, started again and frozen.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly string? password;
    private Process? process;

    private RedisServer(string? password) => this.password = password;

    /// <summary>The same in every life.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Of its present life.</summary>
    public int ProcessId => process!.Id;

    /// <summary>It was not killed.</summary>
    public bool IsRunning => process is not null;

    /// <summary>As a setting.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}" + (password is null ? string.Empty : $",password={password}");

    /// <summary>Starts one. Throws with what to install when there is no redis-server.</summary>
    public static async Task<RedisServer> StartAsync(string? password = null)
    {
        var server = new RedisServer(password);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="KillAsync"/>: on the same port, empty. Returns when it accepts connections.</summary>
    public async Task StartAgainAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new ConcurrentQueue<string>();
        var started = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data ?? string.Empty);
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        started.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("redis-server ended:\n" + string.Join('\n', said)));
        try
        {
            started.Start();
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("redis-server is missing. These tests need it: apt-get install redis-server", exception);
        }

        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        started.BeginOutputReadLine();
        process = started;
        await ready.Task.Soon("redis-server's start");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (process is { } victim)
        {
            process = null;
            AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
            victim.Kill(entireProcessTree: true);
            await victim.WaitForExitAsync().Soon("the killed redis-server's end");
            victim.Dispose();
        }
    }

    /// <summary>It is there and answers nothing.</summary>
    public void Freeze() => Signal(Signals.Stop);

    /// <summary>It goes on where it stood.</summary>
    public void Thaw() => Signal(Signals.Continue);

    /// <summary>One command; the first line of the answer.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port).Soon();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        if (password is not null)
        {
            await stream.WriteAsync(Encode(["AUTH", password]));
            await reader.ReadLineAsync().Soon();
        }

        await stream.WriteAsync(Encode(words));
        return await reader.ReadLineAsync().Soon() ?? throw new InvalidOperationException("Redis closed the connection.");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        directory.Dispose();
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = directory.Path };
        string[] arguments = ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory.Path];
        foreach (var argument in password is null ? arguments : [.. arguments, "--requirepass", password])
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static byte[] Encode(string[] words) =>
        Encoding.UTF8.GetBytes($"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n")));

    private void Signal(int signal) => Signals.Send(process!.Id, signal);

    private void KillAtExit(object? sender, EventArgs e) => process?.Kill();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
