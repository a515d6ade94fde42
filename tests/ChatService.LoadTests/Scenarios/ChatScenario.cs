using ChatService.LoadTests.Report;
using ChatService.LoadTests.Scenarios.Talk;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary><c>chat</c> on one node, <c>cross</c> with the two of a pair on different nodes.</summary>
public sealed class ChatScenario(string name, string purpose, string[] stages) : IScenario
{
    public static ChatScenario Chat { get; } = new("chat", "pairs of a customer and an agent who write: send → ack, send → shown", ["postgres", "sqlite", "cluster", "relay", "insert", "socketio", "official"]);

    public static ChatScenario Cross { get; } = new("cross", "the same with the pair on nodes 1 and 3", ["cluster", "official"]);

    public string Name => name;

    public string Purpose => purpose;

    public IReadOnlyList<Option> Options { get; } =
    [
        new("on", stages[0], string.Join(", ", stages)),
        new("wire", "json", "json or messagepack (the product)"),
        new("pairs", "100", "customers, each with a conversation; an agent has 20"),
        new("rate", string.Empty, "messages a second, an open loop; absent: as fast as it goes"),
        new("warm", "10", "seconds before anything counts"),
        new("seconds", "20", "seconds that count"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        var form = options.Word("wire", "json", "messagepack") == "json" ? WireForm.Json : WireForm.MessagePack;
        var on = options.Word("on", stages);
        if (form == WireForm.MessagePack && on is not ("postgres" or "sqlite" or "cluster"))
        {
            throw new UsageException($"--wire messagepack: {on} speaks JSON only.");
        }

        var plan = new TalkPlan(options.Number("pairs"), on == "socketio" ? WireForm.SocketIo : form, options.Rate("rate"), options.Seconds("warm"), options.Seconds("seconds"));
        await using var stage = await Open.StageAsync(on);
        return await Measured.RunAsync(Name, stage, plan, progress);
    }
}
