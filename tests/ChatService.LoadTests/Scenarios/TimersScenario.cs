using System.Globalization;
using ChatService.LoadTests.Fill;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>
/// Many promises of a first answer that all break: SLA clocks with their durable timers, made by SQL like one that the product has armed itself, and spread evenly over a time.
/// Lateness is what is stored: when the breach was recorded against when it was due. Each clock that fell due must have exactly one outcome, each other one none.
/// </summary>
public sealed class TimersScenario : IScenario
{
    // Everything is in place before the first one is due.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    public string Name => "timers";

    public string Purpose => "armed SLA timers: lateness, and exactly one outcome each (PostgreSQL)";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("armed", "100000", "timers"),
        new("spread", "600", "seconds over which they fall due"),
        new("seconds", "60", "how long is watched: so many seconds' worth of them fall due"),
        new("nodes", "1", "1 or 3"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var (armed, spread, watch) = (options.Number("armed"), options.Number("spread"), options.Seconds("seconds"));
        await using var stage = await ProductStage.StartAsync("postgres", options.Word("nodes", "1", "3") == "3" ? 3 : 1);
        // Assigned and unanswered: the agent must stay, or everything returns to the queue.
        var pair = (await stage.OpenAsync(1, WireForm.Json, progress))[0];
        await using var pings = new Pings(() => [pair.Agent, pair.Customer]);
        await using var fill = await FillConnection.OpenAsync(stage);
        var began = await ArmAsync(fill, pair.ConversationId, armed, spread, progress);
        var before = Snapshot.Of(stage);
        var due = await WatchAsync(fill, began, began + watch, progress);
        var after = Snapshot.Of(stage);
        var (waits, complaints) = await ReadAsync(fill, began + watch);
        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("armed", "timers", armed), new("fell due", "timers", due), new("fell due in a second", "/s", (double)armed / spread), .. waits.Figures("due → stored"),
                .. after.Each(before, due, "timer"),
            ],
            [waits.Curve("Lateness", "due → breach stored")],
            complaints);
    }

    // The rows that make the clocks run come last, in one transaction.
    private static async Task<DateTimeOffset> ArmAsync(FillConnection fill, Guid like, int armed, int spread, Progress progress)
    {
        progress.Step($"{armed} conversations with a promise each");
        var clock = $"t.conversation_id = '{like}' AND t.metric = 'FirstResponse'";
        var due = string.Create(CultureInfo.InvariantCulture, $"({{0}} + n * interval '{(double)spread / armed} seconds')");
        await Everybody.PrepareAsync(fill, like, armed);
        await fill.RunAsync("INSERT INTO conversation SELECT * FROM load_conversation");
        await fill.RunAsync($"CREATE UNLOGGED TABLE load_clock AS {FillConnection.Copies("sla_clock", clock, armed, $"'id', {FillConnection.Id("clock")}, 'conversation_id', {Everybody.Conversation}")}");
        await fill.RunAsync(
            $"CREATE UNLOGGED TABLE load_timer AS {FillConnection.Copies("durable_timer", $"t.conversation_id = '{like}' AND t.kind = 'sla_due' AND t.subject_id = (SELECT t.id FROM sla_clock t WHERE {clock})", armed, $"'id', {FillConnection.Id("timer")}, 'conversation_id', {Everybody.Conversation}, 'subject_id', {FillConnection.Id("clock")}")}");
        await fill.RunAsync(
            $"INSERT INTO logged_event {FillConnection.Copies("logged_event", $"t.conversation_id = '{like}' AND t.type = 'sla_armed' AND t.data::jsonb->>'clockId' = (SELECT t.id::text FROM sla_clock t WHERE {clock})", armed, $"'id', {FillConnection.Id("event")}, 'conversation_id', {Everybody.Conversation}, 'data', (t.data::jsonb || jsonb_build_object('clockId', {FillConnection.Id("clock")}))::text")}");
        await fill.RunAsync($"CREATE UNLOGGED TABLE load_due AS SELECT n, {FillConnection.Id("clock")} AS clock_id, {FillConnection.Id("timer")} AS timer_id FROM generate_series(1, {armed}) AS g(n)");
        await fill.RunAsync("ANALYZE conversation; ANALYZE contact; ANALYZE load_clock; ANALYZE load_timer; ANALYZE load_due");
        var began = await fill.ReadAsync<DateTime>($"SELECT date_trunc('milliseconds', clock_timestamp() + interval '{Lead.TotalSeconds} seconds')");
        var start = $"'{began:yyyy-MM-dd HH:mm:ss.fff}+00'::timestamptz";
        var (ofClock, ofTimer) = (string.Format(CultureInfo.InvariantCulture, due, start), $"{string.Format(CultureInfo.InvariantCulture, due, start)} + interval '1 millisecond'");
        await fill.RunAsync($"""
            BEGIN;
            UPDATE load_clock c SET due_at = date_trunc('milliseconds', {ofClock}), started_at = date_trunc('milliseconds', {ofClock}) - interval '30 seconds' FROM load_due d WHERE d.clock_id = c.id;
            UPDATE load_timer t SET due_at = date_trunc('milliseconds', {ofTimer}) FROM load_due d WHERE d.timer_id = t.id;
            INSERT INTO sla_clock SELECT * FROM load_clock;
            INSERT INTO durable_timer SELECT * FROM load_timer;
            COMMIT;
            ANALYZE sla_clock; ANALYZE durable_timer;
            """);
        var late = TimeProvider.System.GetUtcNow() - began;
        return late < TimeSpan.Zero ? began : throw new InvalidOperationException($"Arming took {(late + Lead).TotalSeconds:0} s: the first timers were due before they were there.");
    }

    // Until the time is over, and then until the last one of it has its outcome; how many there were.
    private static async Task<long> WatchAsync(FillConnection fill, DateTimeOffset from, DateTimeOffset until, Progress progress)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            await tick.WaitForNextTickAsync();
            var now = TimeProvider.System.GetUtcNow();
            var open = await fill.ReadAsync<long>($"SELECT count(*) FROM sla_clock c JOIN load_due d ON d.clock_id = c.id WHERE c.outcome IS NULL AND c.due_at < least(clock_timestamp(), '{until:O}'::timestamptz)");
            progress.Tell($"{Math.Max(0, (now - from).TotalSeconds):0} s, {open} are due and without an outcome");
            if ((now >= until && open == 0) || now >= until + Grace)
            {
                return await fill.ReadAsync<long>($"SELECT count(*) FROM load_clock WHERE due_at < '{until:O}'::timestamptz");
            }
        }
    }

    private static async Task<(Histogram Waits, IReadOnlyList<string> Complaints)> ReadAsync(FillConnection fill, DateTimeOffset until)
    {
        var waits = new Histogram();
        var inTime = $"c.due_at < '{until:O}'::timestamptz";
        const string Mine = "sla_clock c JOIN load_due d ON d.clock_id = c.id";
        foreach (var late in await fill.ReadAllAsync<double>($"SELECT extract(epoch FROM c.outcome_at - c.due_at)::float8 FROM {Mine} WHERE {inTime} AND c.outcome = 'Breached'"))
        {
            waits.Add(TimeSpan.FromSeconds(late));
        }

        // Told by the log, which is never changed: an outcome that was written over would be there twice.
        const string Log = "(SELECT (data::jsonb->>'clockId')::uuid AS clock_id, count(*) AS times FROM logged_event WHERE type IN ('sla_met', 'sla_breached', 'sla_cancelled') GROUP BY 1)";
        var open = await fill.ReadAsync<long>($"SELECT count(*) FROM {Mine} WHERE {inTime} AND c.outcome IS NULL");
        var notOne = await fill.ReadAsync<long>($"SELECT count(*) FROM {Mine} LEFT JOIN {Log} l ON l.clock_id = c.id WHERE c.outcome IS NOT NULL AND coalesce(l.times, 0) <> 1");
        var early = await fill.ReadAsync<long>($"SELECT count(*) FROM {Mine} WHERE c.outcome_at < c.due_at");
        var unfired = await fill.ReadAsync<long>($"SELECT count(*) FROM {Mine} JOIN durable_timer t ON t.id = d.timer_id WHERE c.outcome IS NOT NULL AND t.state = 'Armed'");
        return (waits,
        [
            .. open == 0 ? [] : new[] { $"{open} clocks that were due have no outcome {Grace.TotalSeconds:0} s later." },
            .. notOne == 0 ? [] : new[] { $"{notOne} clocks have an outcome that the log does not have exactly once." },
            .. early == 0 ? [] : new[] { $"{early} clocks had their outcome before they were due." },
            .. unfired == 0 ? [] : new[] { $"{unfired} clocks have an outcome and a timer that is still armed." },
        ]);
    }
}
