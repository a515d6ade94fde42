namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>What the table is held against.</summary>
public static class Targets
{
    private const string Acked = "messages acked";

    public static IReadOnlyList<Target> Of(Results r) =>
    [
        Target.Ratio("durable chat on PostgreSQL, against (a) a bare hub", "≥", 0.60, r, "chat", Acked, "relay"),
        Target.Ratio("against (b) one INSERT a message", "≥", 3, r, "chat", Acked, "insert"),
        Target.Ratio("against (c) Socket.IO, Redis, one INSERT a message", "≥", 4, r, "chat", Acked, "socketio"),
        Target.Ratio("embedded SQLite, against PostgreSQL", "≥", 0.5, r, "sqlite", Acked, "chat"),
        Target.AtMost("half of the peak, one node: due → shown p50", 5, "ms", r, "half", "due → shown p50"),
        Target.AtMost("half of the peak, one node: due → shown p99", 30, "ms", r, "half", "due → shown p99"),
        Target.Ratio("half of the peak across nodes: due → shown p99, against one node at the same rate", "≤", 2, r, "cross", "due → shown p99", "cross, one node"),
        Target.Ratio("the same against (d) the official backplane's scheme, which stores nothing", "≤", double.PositiveInfinity, r, "cross", "due → shown p99", "cross (d)") with { Wanted = "told", IsReached = null },
        Target.AtMost("processor time of all servers a shown message, at the peak", 60, "µs", r, "chat", "CPU in all"),
        Target.AtMost("the same at half of the peak", 60, "µs", r, "half", "CPU in all"),
        Target.Ratio("MessagePack, processor time of all servers, against JSON at the same rate", "≤", 0.8, r, "half, messagepack", "CPU in all", "half"),
        Target.Ratio("MessagePack, bytes on the wire, against JSON", "≤", 0.65, r, "half, messagepack", "bytes on the wire", "half"),
        Target.Ratio("an idle visitor, resident memory against (a)", "≤", 1.15, r, "idle", "memory each", "idle (a)"),
        Target.AtMost("idle visitors held, dropped", 0, "connections", r, "idle", "dropped") with { Name = $"{r.Text("idle", "connections")} for {r.Text("idle", "held for")}: dropped" },
        Target.AtMost("storm: the last one has resumed", 10, "s", r, "storm", "last one back, the slowest storm"),
        Target.Ratio("storm: joins against (d)", "≥", 3, r, "storm", "back", "storm (d)"),
        Target.AtMost($"timers: lateness p99 with {r.Text("timers", "armed")} armed", 100, "ms", r, "timers", "due → stored p99"),
        AtLeast("routing: decisions, explained", 5_000, "/s", r, "routing", "decisions"),
        Target.AtMost($"resume of 200, p95, among {r.Text("history", "messages")}", 5, "ms", r, "history", "resume of 200 p95"),
        Target.AtMost("search, p95, in the same", 50, "ms", r, "history", "search p95"),
        Target.AtMost("start to ready", 2, "s", r, "start", "start"),
    ];

    private static Target AtLeast(string name, double limit, string unit, Results r, string step, string figure)
    {
        var value = r[step, figure];
        return new Target(name, $"≥ {Report.Summary.Number(limit)} {unit}", r.Text(step, figure), string.Empty, double.IsNaN(value) ? null : value >= limit && r.IsRight(step));
    }
}
