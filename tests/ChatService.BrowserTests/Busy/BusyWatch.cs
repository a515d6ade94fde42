using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>What the server said at a moment: rows, agents, wall; read one after the other between the two times.</summary>
public sealed record Moment(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<JsonNode> Rows, IReadOnlyList<JsonNode> Agents, JsonNode Wall, bool IsStill);

/// <summary>Asks the server for the truth about once a second, as long as the story lasts.</summary>
public sealed class BusyWatch(BackOffice office, BusyClock clock)
{
    private readonly List<Moment> moments = [];
    private TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In order. A moment while the server was away is not among them.</summary>
    public IReadOnlyList<Moment> Moments => moments;

    /// <summary>Until the story is over.</summary>
    public async Task LookAsync()
    {
        try
        {
            while (!clock.IsOver)
            {
                await LookOnceAsync();
                await clock.ThinkAsync(0.5, 1);
            }
        }
        finally
        {
            looked.TrySetResult();
        }
    }

    /// <summary>Completes when a look that begins after this call is over: what holds now was seen.</summary>
    public async Task SeesAsync()
    {
        // The look that may be under way has begun before.
        await looked.Task;
        await looked.Task;
    }

    /// <summary>The moments that overlap a time.</summary>
    public IEnumerable<Moment> Between(DateTimeOffset from, DateTimeOffset to) => moments.Where(moment => moment.To >= from && moment.From <= to);

    private async Task LookOnceAsync()
    {
        try
        {
            moments.Add(await MomentAsync());
            Interlocked.Exchange(ref looked, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
        {
            // The node is being restarted.
        }
    }

    private async Task<Moment> MomentAsync()
    {
        var from = TimeProvider.System.GetUtcNow();
        var before = await RowsAsync();
        var wall = await office.GetAsync("/api/reports/wall");
        var agents = (await office.GetAsync("/api/agents"))["items"]!.AsArray().Select(one => one!).ToList();
        var after = await RowsAsync();
        return new Moment(from, TimeProvider.System.GetUtcNow(), after, agents, wall, Same(before, after));
    }

    private async Task<IReadOnlyList<JsonNode>> RowsAsync() =>
        [.. (await office.GetAsync("/api/conversations?view=all&limit=100"))["items"]!.AsArray().Select(row => row!)];

    private static bool Same(IReadOnlyList<JsonNode> before, IReadOnlyList<JsonNode> after) =>
        before.Count == after.Count
        && before.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(after.Select(Key).Order(StringComparer.Ordinal));

    private static string Key(JsonNode row) => $"{row["conversationId"]} {row["version"]}";
}
