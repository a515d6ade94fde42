using System.Globalization;
using System.Net;

namespace ChatService.ClusterTests.Kit;

/// <summary>One node: the real server as a process, with a wire to Redis of its own and one for clients that should not go through nginx.</summary>
internal sealed class ClusterNode(int number, ServerProcess process, CutProxy redisWire, PushWire pushes) : IAsyncDisposable
{
    private readonly HttpClient http = new() { BaseAddress = process.Url, Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>From 1.</summary>
    public int Number => number;

    public ServerProcess Process => process;

    /// <summary>Between this node and Redis.</summary>
    public CutProxy RedisWire => redisWire;

    /// <summary>Behind <see cref="RedisWire"/>: what other nodes publish can be lost, doubled and shuffled there.</summary>
    public PushWire Pushes => pushes;

    public Uri Url => process.Url;

    /// <summary>The status and the word of <c>/health/ready</c>; null when nothing answers.</summary>
    public async Task<(HttpStatusCode Status, string Text)?> ReadinessAsync()
    {
        try
        {
            using var answer = await http.GetAsync("health/ready");
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until it says so, e.g. <c>ready</c>, <c>degraded</c>, <c>not_ready</c>.</summary>
    public Task SaysAsync(string state) => Eventually.TrueAsync(async () => (await ReadinessAsync())?.Text.Contains($"\"{state}\"", StringComparison.Ordinal) == true, $"node {number} says {state}");

    /// <summary>A figure of its <c>/metrics</c>, the sum of what it has under this name; 0 when it has none.</summary>
    public async Task<double> FigureAsync(string name) =>
        (await http.GetStringAsync("metrics")).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>kill -9 and a new start on the same port.</summary>
    public async Task RestartAsync()
    {
        await process.KillAsync();
        await process.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
        await redisWire.DisposeAsync();
        await pushes.DisposeAsync();
    }
}
