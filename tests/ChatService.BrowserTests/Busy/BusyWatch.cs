using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.BrowserTests.Busy;

/// <summary>How conversations and agents were: asked between the two times, or pushed at one.</summary>
public record Moment(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<JsonNode> Rows, IReadOnlyList<JsonNode> Agents);

/// <summary>A moment that was asked, with the wall of it. Still: nothing moved while it was asked.</summary>
public sealed record Look(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<JsonNode> Rows, IReadOnlyList<JsonNode> Agents, JsonNode Wall, bool IsStill)
    : Moment(From, To, Rows, Agents);

/// <summary>
/// Asks the server for the truth about once a second, and hears from it what happens in between, as long as the story lasts: what stood for less than a second was true as well.
/// </summary>
public sealed class BusyWatch(BackOffice office, AgentClient ear, BusyClock clock)
{
    private readonly Lock gate = new();
    private readonly List<Moment> moments = [];
    private readonly Dictionary<Guid, JsonNode> rows = [];
    private readonly Dictionary<string, JsonNode> agents = [];
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task looking = Task.CompletedTask;
    private volatile bool isOver;

    /// <summary>All of them, in order. While the server is away there is none.</summary>
    public IReadOnlyList<Moment> Moments
    {
        get
        {
            lock (gate)
            {
                return [.. moments];
            }
        }
    }

    /// <summary>Those that were asked.</summary>
    public IEnumerable<Look> Looks => Moments.OfType<Look>();

    /// <summary>Completes when the first look is over.</summary>
    public Task BeginAsync()
    {
        ear.Rows.Each(row => Heard(() => Put(JsonSerializer.SerializeToNode(row, JsonSerializerOptions.Web)!)));
        ear.Presence.Each(agent => Heard(() => agents[agent.Name] = JsonSerializer.SerializeToNode(agent, JsonSerializerOptions.Web)!));
        looking = LookAsync();
        return begun.Task;
    }

    /// <summary>Stops looking, after the story's last deed.</summary>
    public Task EndAsync()
    {
        isOver = true;
        return looking;
    }

    private async Task LookAsync()
    {
        try
        {
            while (!isOver)
            {
                await LookOnceAsync();
                await clock.ThinkAsync(0.5, 1);
            }
        }
        finally
        {
            begun.TrySetResult();
        }
    }

    private async Task LookOnceAsync()
    {
        try
        {
            if (ear.Hub.State == HubConnectionState.Disconnected)
            {
                await ear.Hub.StartAsync().Soon();
            }

            Note(await AskedAsync());
            begun.TrySetResult();
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or WebSocketException or IOException)
        {
            // The node is being restarted.
        }
    }

    private async Task<Look> AskedAsync()
    {
        var from = TimeProvider.System.GetUtcNow();
        var before = await RowsAsync();
        var wall = await office.GetAsync("/api/reports/wall");
        var all = (await office.GetAsync("/api/agents"))["items"]!.AsArray().Select(one => one!).ToList();
        var after = await RowsAsync();
        return new Look(from, TimeProvider.System.GetUtcNow(), after, all, wall, Same(before, after));
    }

    private async Task<IReadOnlyList<JsonNode>> RowsAsync() =>
        [.. (await office.GetAsync("/api/conversations?view=all&limit=100"))["items"]!.AsArray().Select(row => row!)];

    private void Note(Look look)
    {
        lock (gate)
        {
            foreach (var row in look.Rows)
            {
                Put(row);
            }

            foreach (var agent in look.Agents)
            {
                agents[(string)agent["name"]!] = agent;
            }

            moments.Add(look);
        }
    }

    // Before the first look the other rows and agents are unknown.
    private void Heard(Action change)
    {
        lock (gate)
        {
            change();
            if (begun.Task.IsCompleted)
            {
                var now = TimeProvider.System.GetUtcNow();
                moments.Add(new Moment(now, now, [.. rows.Values], [.. agents.Values]));
            }
        }
    }

    // With the gate. What was asked may be older than what was heard meanwhile.
    private void Put(JsonNode row)
    {
        var id = (Guid)row["conversationId"]!;
        if (!rows.TryGetValue(id, out var known) || (long)known["version"]! <= (long)row["version"]!)
        {
            rows[id] = row;
        }
    }

    private static bool Same(IReadOnlyList<JsonNode> before, IReadOnlyList<JsonNode> after) =>
        before.Count == after.Count
        && before.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(after.Select(Key).Order(StringComparer.Ordinal));

    private static string Key(JsonNode row) => $"{row["conversationId"]} {row["version"]}";
}
