using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatService.Testing;

namespace ChatService.Server.Tests.Operations;

/// <summary>nginx or HAProxy with a configuration that ships, on a free loopback port, before one node.</summary>
internal sealed class ShippedBalancer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly TempDirectory directory = new();
    private readonly int port = FreePort();
    private Process? process;

    private ShippedBalancer()
    {
        foreach (var folder in new[] { "nginx", "run", "log" })
        {
            Directory.CreateDirectory(Path.Combine(directory.Path, folder));
        }

        // Its workers are another user when we are root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory.Path, File.GetUnixFileMode(directory.Path) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        }
    }

    public Uri Url => new($"http://127.0.0.1:{Number(port)}/");

    private string Listen => $"127.0.0.1:{Number(port)}";

    /// <summary>deploy/haproxy; its three nodes are all this one.</summary>
    public static Task<ShippedBalancer> HaProxyAsync(Uri node)
    {
        var balancer = new ShippedBalancer();
        var text = Deploy.Text("haproxy/haproxy.cfg")
            .Replace("bind :8080", $"bind {balancer.Listen}", StringComparison.Ordinal)
            // Each connection takes two of the files that this machine allows a process.
            .Replace("maxconn 40000", "maxconn 500", StringComparison.Ordinal);
        foreach (var shipped in new[] { "127.0.0.1:8081", "127.0.0.1:8082", "127.0.0.1:8083" })
        {
            Assert.Contains(shipped, text, StringComparison.Ordinal);
            text = text.Replace(shipped, node.Authority, StringComparison.Ordinal);
        }

        return balancer.RunAsync("haproxy", ["-db", "-f", balancer.Write("haproxy.cfg", text)]);
    }

    /// <summary>deploy/nginx, both files.</summary>
    public static Task<ShippedBalancer> NginxAsync(Uri node)
    {
        var balancer = new ShippedBalancer();
        balancer.Write("nginx/chatservice-nodes.conf", $"server {node.Authority} max_fails=0;\n");
        balancer.Write("nginx/chatservice.conf", Deploy.Text("nginx/chatservice.conf").Replace("CHATSERVICE_LISTEN", balancer.Listen, StringComparison.Ordinal));
        return balancer.NginxAsync(Deploy.Text("nginx/nginx.conf"));
    }

    /// <summary>What ingress-nginx writes for deploy/kubernetes/ingress.yaml: its own headers (use-forwarded-headers is false), and ours by annotation.</summary>
    public static Task<ShippedBalancer> IngressAsync(Uri node)
    {
        var balancer = new ShippedBalancer();
        var ingress = Deploy.Text("kubernetes/ingress.yaml");
        Assert.DoesNotContain("snippet", ingress, StringComparison.Ordinal);
        Assert.Contains("nginx.ingress.kubernetes.io/upstream-hash-by: \"$remote_addr\"", ingress, StringComparison.Ordinal);
        balancer.Write("nginx/chatservice.conf", $$"""
            upstream pods { hash $remote_addr consistent; server {{node.Authority}}; }
            server {
                listen {{balancer.Listen}};
                location / {
                    proxy_http_version 1.1;
                    proxy_set_header Host               $http_host;
                    proxy_set_header X-Real-IP          $remote_addr;
                    proxy_set_header X-Forwarded-For    $remote_addr;
                    proxy_set_header X-Forwarded-Host   $http_host;
                    proxy_set_header X-Forwarded-Port   443;
                    proxy_set_header X-Forwarded-Proto  https;
                    proxy_set_header X-Forwarded-Scheme https;
                    proxy_set_header X-Original-Forwarded-For $http_x_forwarded_for;
                    proxy_pass http://pods;
                }
            }
            """);
        return balancer.NginxAsync(Deploy.Text("nginx/nginx.conf"));
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (process is { } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }

        directory.Dispose();
    }

    private Task<ShippedBalancer> NginxAsync(string main)
    {
        var file = Write("nginx/nginx.conf", main.Replace("CHATSERVICE_DIR", directory.Path, StringComparison.Ordinal));
        return RunAsync("nginx", ["-p", directory.Path, "-c", file, "-g", "daemon off;"]);
    }

    private async Task<ShippedBalancer> RunAsync(string program, IEnumerable<string> arguments)
    {
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} is missing. These tests need it: apt-get install {program}", exception);
        }

        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        using var client = new HttpClient { BaseAddress = Url };
        using var limit = new CancellationTokenSource(StartLimit);
        // Ready when it passes a request on: HAProxy listens before its first check of the node has passed.
        while (!await IsReadyAsync(client, limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }

        return this;
    }

    private async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException("The balancer ended: " + await process.StandardError.ReadToEndAsync(cancellationToken));
        }

        try
        {
            using var answer = await client.GetAsync(new Uri("health/live", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(directory.Path, name);
        File.WriteAllText(file, text);
        return file;
    }

    private void KillAtExit(object? sender, EventArgs e) => process?.Kill(entireProcessTree: true);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
