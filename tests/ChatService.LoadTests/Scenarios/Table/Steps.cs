using System.Globalization;

namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>What is run for the table, in which order and how long.</summary>
public static class Steps
{
    // Seconds for each million of messages, made by SQL and indexed on two cores.
    private const double FillSecondsAMillion = 60;

    /// <summary>All of it, within the minutes; the history is filled in while idle connections are held, and is as long as there is time left.</summary>
    public static IReadOnlyList<Step> Full(int messages, int idleSeconds, TimeSpan budget)
    {
        var (history, stored) = (new HistoryScenario(), messages);
        return [.. Talk(), Idle(), new("history", history, 1, (_, _) => $"--messages {stored}"), new("soak", new SoakScenario(), 1, "--rate 100 --warm 10 --minutes 2")];

        Step Idle() => new("idle", new IdleScenario(), 1, string.Create(CultureInfo.InvariantCulture, $"--on postgres --connections 15000 --seconds {idleSeconds}"))
        {
            Meanwhile = (passed, progress) => history.Prepare(stored = Fitting(messages, budget - passed), progress),
        };
    }

    private static IReadOnlyList<Step> Talk() =>
    [
        new("start", new StartScenario(), 1, "--on postgres"),
        new("start, sqlite", new StartScenario(), 1, "--on sqlite"),
        new("relay", ChatScenario.Chat, 3, "--on relay --pairs 100 --warm 5 --seconds 10"),
        new("insert", ChatScenario.Chat, 3, "--on insert --pairs 100 --warm 5 --seconds 10"),
        new("socketio", ChatScenario.Chat, 3, "--on socketio --pairs 100 --warm 5 --seconds 10"),
        new("chat", ChatScenario.Chat, 3, "--on postgres --pairs 100 --warm 10 --seconds 10"),
        new("chat, messagepack", ChatScenario.Chat, 1, "--on postgres --wire messagepack --pairs 100 --warm 10 --seconds 10"),
        new("sqlite", ChatScenario.Chat, 3, "--on sqlite --pairs 100 --warm 10 --seconds 10"),
        new("half", ChatScenario.Chat, 2, (r, _) => AtHalf(r, "--on postgres --pairs 100 --warm 10 --seconds 20")),
        new("half, messagepack", ChatScenario.Chat, 2, (r, _) => AtHalf(r, "--on postgres --wire messagepack --pairs 100 --warm 10 --seconds 20")),
        new("cross peak", ChatScenario.Cross, 1, "--on cluster --pairs 100 --warm 25 --seconds 10"),
        new("cross", ChatScenario.Cross, 2, (r, _) => AtHalf(r, "--on cluster --pairs 100 --warm 25 --seconds 15", "cross peak")),
        new("cross, one node", ChatScenario.Chat, 1, (r, _) => AtHalf(r, "--on postgres --pairs 100 --warm 15 --seconds 15", "cross peak")),
        new("cross (d)", ChatScenario.Cross, 1, (r, _) => AtHalf(r, "--on official --pairs 100 --warm 5 --seconds 15", "cross peak")),
        new("storm", new StormScenario(), 1, "--on cluster --clients 5000 --storms 4"),
        new("storm (d)", new StormScenario(), 1, "--on official --clients 5000 --storms 4"),
        new("timers", new TimersScenario(), 1, "--armed 100000 --spread 600 --seconds 60"),
        new("routing", new RoutingScenario(), 1, "--queued 10000 --agents 500"),
        new("idle (a)", new IdleScenario(), 1, "--on relay --connections 15000 --seconds 30"),
    ];

    /// <summary>Everything tiny: shows that it works, and nothing else.</summary>
    public static IReadOnlyList<Step> Quick { get; } =
    [
        new("start", new StartScenario(), 1, "--on postgres --times 1"),
        new("relay", ChatScenario.Chat, 2, "--on relay --pairs 10 --warm 1 --seconds 2"),
        new("insert", ChatScenario.Chat, 1, "--on insert --pairs 10 --warm 1 --seconds 2"),
        new("socketio", ChatScenario.Chat, 1, "--on socketio --pairs 10 --warm 1 --seconds 2"),
        new("chat", ChatScenario.Chat, 1, "--on postgres --pairs 10 --warm 2 --seconds 2"),
        new("sqlite", ChatScenario.Chat, 1, "--on sqlite --pairs 10 --warm 2 --seconds 2"),
        new("half", ChatScenario.Chat, 1, (r, _) => AtHalf(r, "--on postgres --pairs 10 --warm 2 --seconds 2")),
        new("half, messagepack", ChatScenario.Chat, 1, (r, _) => AtHalf(r, "--on postgres --wire messagepack --pairs 10 --warm 2 --seconds 2")),
        new("cross peak", ChatScenario.Cross, 1, "--on cluster --pairs 10 --warm 2 --seconds 2"),
        new("cross", ChatScenario.Cross, 1, (r, _) => AtHalf(r, "--on cluster --pairs 10 --warm 2 --seconds 2", "cross peak")),
        new("cross, one node", ChatScenario.Chat, 1, (r, _) => AtHalf(r, "--on postgres --pairs 10 --warm 2 --seconds 2", "cross peak")),
        new("cross (d)", ChatScenario.Cross, 1, (r, _) => AtHalf(r, "--on official --pairs 10 --warm 1 --seconds 2", "cross peak")),
        new("storm", new StormScenario(), 1, "--on cluster --clients 50 --storms 2"),
        new("storm (d)", new StormScenario(), 1, "--on official --clients 50 --storms 2 --processes 2"),
        new("timers", new TimersScenario(), 1, "--armed 500 --spread 50 --seconds 3"),
        new("routing", new RoutingScenario(), 1, "--queued 100 --agents 10"),
        new("idle (a)", new IdleScenario(), 1, "--on relay --connections 200 --seconds 2"),
        new("idle", new IdleScenario(), 1, "--on postgres --connections 200 --seconds 2"),
        new("soak", new SoakScenario(), 1, "--rate 20 --pairs 10 --warm 1 --minutes 0.1"),
        new("history", new HistoryScenario(), 1, "--messages 100000 --resumes 20 --searches 12 --warm 1"),
    ];

    private static string? AtHalf(Results results, string arguments, string of = "chat") => results[of, "messages acked"] is var peak and > 2
        ? string.Create(CultureInfo.InvariantCulture, $"{arguments} --rate {Math.Floor(peak / 2):0}")
        : null;

    private static int Fitting(int messages, TimeSpan left) => (int)Math.Clamp(left.TotalSeconds / FillSecondsAMillion * 1_000_000, 500_000, messages);
}
