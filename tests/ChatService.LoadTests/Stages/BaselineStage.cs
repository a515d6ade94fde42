using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>A bare hub of ChatService.Baselines: <c>relay</c> stores nothing, <c>insert</c> awaits one INSERT for each message.</summary>
public sealed class BaselineStage : IStage
{
    private readonly Process process;
    private readonly Uri url;
    private readonly PostgresServer? postgres;

    private BaselineStage(string name, Process process, Uri url, PostgresServer? postgres) => (Name, this.process, this.url, this.postgres) = (name, process, url, postgres);

    public string Name { get; }

    public IReadOnlyList<(string Name, int ProcessId)> Processes => postgres is null ? [("hub", process.Id)] : [("hub", process.Id), ("PostgreSQL", postgres.ProcessId)];

    public static async Task<BaselineStage> StartAsync(string mode)
    {
        var postgres = mode == "insert" ? await PostgresServer.StartAsync(durable: true) : null;
        var port = FreePort();
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ChatService.Baselines"), [mode]) { RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        if (postgres is not null)
        {
            await postgres.CreateAsync("chat");
            info.Environment["ConnectionStrings__Postgres"] = postgres.ConnectionString("chat");
        }

        var process = Process.Start(info)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line && line != "ready")
        {
            // What it says before it serves.
        }

        return new BaselineStage(mode == "relay" ? "bare hub, stores nothing" : "bare hub, one INSERT a message", process, new Uri($"http://127.0.0.1:{port}/hub"), postgres);
    }

    public async Task<IReadOnlyList<Pair>> OpenAsync(int pairs)
    {
        var opened = new List<Pair>();
        for (var i = 0; i < pairs; i++)
        {
            var conversation = Guid.NewGuid();
            var pair = new Pair(await HubSession.ConnectAsync(url), await HubSession.ConnectAsync(url), conversation);
            await pair.Customer.CallAsync("Join", conversation);
            await pair.Agent.CallAsync("Join", conversation);
            opened.Add(pair);
        }

        return opened;
    }

    public Task<HubSession> IdleAsync(IPAddress? from) => HubSession.ConnectAsync(url, from: from);

    public Task<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<(Guid ClientMessageId, long Seq)> acked) => Task.FromResult<IReadOnlyList<string>>([]);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
