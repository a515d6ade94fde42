using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatService.ClusterTests.Kit;

/// <summary>A real nginx with the configuration that ships, on a free loopback port and in a directory of its own.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private Process? process;

    private NginxServer(IReadOnlyList<Uri> nodes)
    {
        var port = FreePort();
        Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
        foreach (var folder in new[] { "nginx", "run", "log" })
        {
            Directory.CreateDirectory(Path.Combine(directory.Path, folder));
        }

        // Its workers are another user when we are root.
        File.SetUnixFileMode(directory.Path, File.GetUnixFileMode(directory.Path) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        Write("chatservice.conf", Shipped("chatservice.conf").Replace("CHATSERVICE_LISTEN", Url.Authority, StringComparison.Ordinal));
        Write("nginx.conf", Shipped("nginx.conf").Replace("CHATSERVICE_DIR", directory.Path, StringComparison.Ordinal));
        List(nodes);
    }

    /// <summary>It was not killed.</summary>
    public bool IsRunning => process is not null;

    /// <summary>The one address of the cluster.</summary>
    public Uri Url { get; }

    public static async Task<NginxServer> StartAsync(IReadOnlyList<Uri> nodes)
    {
        var server = new NginxServer(nodes);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="KillAsync"/>, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        var configuration = Path.Combine(directory.Path, "nginx", "nginx.conf");
        try
        {
            process = Process.Start(new ProcessStartInfo("nginx", ["-p", directory.Path, "-c", configuration, "-g", "daemon off;"]) { UseShellExecute = false, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("nginx is missing. These tests need it: apt-get install nginx", exception);
        }

        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        await Eventually.TrueAsync(AnswersAsync, "nginx accepts connections");
    }

    /// <summary>From now on only these nodes are used for new connections, by a reload: old workers keep the sockets that they have until <see cref="CutOld"/>.</summary>
    public void Serve(IReadOnlyList<Uri> nodes)
    {
        List(nodes);
        Signals.Send(process!.Id, Signals.HangUp);
    }

    /// <summary>Gone at once with every connection through it.</summary>
    public async Task KillAsync()
    {
        if (process is { } victim)
        {
            process = null;
            AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
            victim.Kill(entireProcessTree: true);
            await victim.WaitForExitAsync().Soon("the end of nginx");
            victim.Dispose();
        }
    }

    /// <summary>The workers of earlier configurations end, and with them the sockets that they carried.</summary>
    public void CutOld()
    {
        foreach (var worker in OldWorkers())
        {
            Signals.TrySend(worker, Signals.Terminate);
        }
    }

    /// <summary>The workers of earlier configurations that have not ended.</summary>
    public IReadOnlyList<int> OldWorkers() => [.. Signals.ChildrenOf(process!.Id).Where(IsShuttingDown)];

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        directory.Dispose();
    }

    private static bool IsShuttingDown(int worker)
    {
        try
        {
            return File.ReadAllText($"/proc/{worker}/cmdline").Contains("shutting down", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException("nginx ended: " + await process.StandardError.ReadToEndAsync());
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // As deploy/cluster.sh writes it.
    private void List(IReadOnlyList<Uri> nodes) =>
        Write("chatservice-nodes.conf", string.Concat(nodes.Select(node => $"server {node.Authority} max_fails=0;\n")));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.Path, "nginx", name), text);

    private static string Shipped(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "deploy", "nginx", name) is var file && File.Exists(file))
            {
                return File.ReadAllText(file);
            }
        }

        throw new InvalidOperationException($"deploy/nginx/{name} is not there.");
    }

    private void KillAtExit(object? sender, EventArgs e) => process?.Kill(entireProcessTree: true);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
