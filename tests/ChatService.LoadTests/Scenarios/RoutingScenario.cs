using System.Diagnostics;
using ChatService.LoadTests.Fill;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>
/// A burst of queued conversations against many agents with just enough slots. The conversations are made by SQL in one transaction, like one that the product has queued; what is counted is
/// the time from their commit until the last decision can be read, and that each is there once, with its explanation, and overloads nobody.
/// </summary>
public sealed class RoutingScenario : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public string Name => "routing";

    public string Purpose => "a burst of queued conversations against agents with free slots: decisions a second (PostgreSQL)";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("queued", "10000", "conversations"),
        new("agents", "500", "who share them out evenly; at most 500, as many API tokens as there can be"),
        new("nodes", "1", "1 or 3"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var (queued, agents) = (options.Number("queued"), options.Number("agents"));
        if (agents > 500)
        {
            throw new UsageException("--agents is at most 500.");
        }

        // One more has found an agent before.
        var capacity = (queued + agents) / agents;
        await using var stage = await ProductStage.StartAsync("postgres", options.Word("nodes", "1", "3") == "3" ? 3 : 1);
        var desk = await stage.DeskAsync();
        await desk.QuietAsync();
        await desk.AutoAcceptAsync();
        await using var fill = await FillConnection.OpenAsync(stage);
        // Nobody is there yet: it waits, and so do all that are made like it.
        var seat = (await stage.SeatsAsync(1, withConversation: true, progress))[0];
        var like = seat.Argument!.Value.GetProperty("conversationId").GetGuid();
        await Everybody.PrepareAsync(fill, like, queued);
        var sessions = await Agents.ComeAsync(fill, desk, stage.Nodes[0], agents, capacity, progress);
        await using var pings = new Pings(() => sessions);
        await SettledAsync(fill, like);
        await fill.RunAsync("ANALYZE contact; ANALYZE load_conversation; CREATE UNLOGGED TABLE load_before AS SELECT id FROM routing_decision");
        progress.Step($"{queued} are queued");
        var before = Snapshot.Of(stage);
        await fill.RunAsync("INSERT INTO conversation SELECT r.* FROM load_conversation c, LATERAL jsonb_populate_record(c, jsonb_build_object('queued_at', clock_timestamp(), 'ring_started_at', CASE WHEN c.ring_started_at IS NULL THEN NULL ELSE clock_timestamp() END)) r");
        var began = Stopwatch.GetTimestamp();
        // Any change of an agent's makes the queue be looked at; otherwise it would be once in a while.
        await sessions[0].CallAsync("SetStatus", new { status = "away" });
        await sessions[0].CallAsync("SetStatus", new { status = "available" });
        var (first, all) = await DrainedAsync(fill, queued, began, progress);
        var after = Snapshot.Of(stage);
        var complaints = await CheckAsync(fill, queued, capacity);
        foreach (var session in sessions)
        {
            session.Dispose();
        }

        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("queued", "conversations", queued), new("agents", "available", agents), new("decisions", "/s", queued / all), new("first decision", "s", first), new("all decided", "s", all),
                new("explanation", "characters, mean", await fill.ReadAsync<double>("SELECT coalesce(avg(length(explanation)), 0)::float8 FROM routing_decision WHERE id NOT IN (SELECT id FROM load_before)")),
                .. after.Each(before, queued, "decision"),
            ],
            [],
            complaints);
    }

    // The one that they are like has found an agent: everybody is at work.
    private static async Task SettledAsync(FillConnection fill, Guid like)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var began = Stopwatch.GetTimestamp(); await fill.ReadAsync<long>($"SELECT count(*) FROM conversation WHERE id = '{like}' AND assignee_id IS NULL") > 0;)
        {
            if (Stopwatch.GetElapsedTime(began) > Limit)
            {
                throw new TimeoutException("Nobody took the first conversation.");
            }

            await tick.WaitForNextTickAsync();
        }
    }

    // Seconds until the first decision could be read, and until all could.
    private static async Task<(double First, double All)> DrainedAsync(FillConnection fill, int queued, long began, Progress progress)
    {
        double? first = null;
        var old = await fill.ReadAsync<long>("SELECT count(*) FROM load_before JOIN routing_decision USING (id) WHERE agent_ids <> '[]'");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var decided = await fill.ReadAsync<long>("SELECT count(*) FROM routing_decision WHERE agent_ids <> '[]'") - old;
            var passed = Stopwatch.GetElapsedTime(began);
            first ??= decided > 0 ? passed.TotalSeconds : null;
            progress.Tell($"{decided} of {queued} are decided");
            if (decided >= queued || passed > Limit)
            {
                return (first ?? double.NaN, passed.TotalSeconds);
            }

            await tick.WaitForNextTickAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(FillConnection fill, int queued, int capacity)
    {
        const string Mine = "conversation c JOIN load_conversation l ON l.id = c.id LEFT JOIN routing_decision d ON d.conversation_id = c.id AND d.agent_ids <> '[]'";
        var complaints = new List<string>();
        await WrongAsync("are not assigned", $"SELECT count(*) FROM {Mine} WHERE c.assignee_id IS NULL");
        await WrongAsync("do not have exactly one decision", $"SELECT count(*) FROM (SELECT c.id FROM {Mine} GROUP BY c.id HAVING count(d.id) <> 1) AS t");
        await WrongAsync("went to another agent than was decided", $"SELECT count(*) FROM {Mine} WHERE d.agent_ids::jsonb->>0 IS DISTINCT FROM c.assignee_id::text");
        await WrongAsync("have a decision that does not name its candidates", $"SELECT count(*) FROM {Mine} WHERE jsonb_array_length(coalesce(d.explanation::jsonb->'candidates', '[]')) = 0");
        await WrongAsync("agents have more than they can hold", $"SELECT count(*) FROM (SELECT assignee_id FROM conversation WHERE assignee_id IS NOT NULL GROUP BY 1 HAVING count(*) > {capacity}) AS t");
        return complaints;

        async Task WrongAsync(string what, string sql)
        {
            if (await fill.ReadAsync<long>(sql) is var count and > 0)
            {
                complaints.Add($"{count} of {queued} {what}.");
            }
        }
    }
}
