using System.Diagnostics;
using System.Text;
using ChatService.Realtime.Nodes;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Tests.Measurements;

/// <summary>Figures for README.md, run on demand with <c>-explicit only</c>. They measure and assert nothing about speed.</summary>
public sealed class RealtimeMeasurements(RedisForAll redis, ITestOutputHelper output)
{
    private static readonly string Text = new('x', 400);

    [Fact(Explicit = true)]
    public async Task Joins_per_second_in_a_storm()
    {
        const int Connections = 1_000;
        const int Groups = 200;
        await using var node = await NodeAsync("a");
        var clients = new List<RawClient>();
        for (var i = 0; i < Connections; i++)
        {
            clients.Add(await node.ConnectRawAsync());
        }

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Chunk(Connections / 4).Select(part => Task.Run(async () =>
        {
            foreach (var client in part)
            {
                for (var g = 0; g < Groups; g++)
                {
                    await node.Hub.AddToGroupAsync(client.Id, $"group {g}", CancellationToken.None);
                }
            }
        })));
        output.WriteLine($"{Connections * Groups / watch.Elapsed.TotalSeconds:0} joins/s");
    }

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Latency_of_the_neighbours_of_a_member_that_does_not_read(bool stuck)
    {
        await using var node = await NodeAsync("a");
        await using var neighbour = await node.ConnectAsync();
        await node.JoinAsync(neighbour.Id, "g");
        if (stuck)
        {
            await node.JoinAsync((await node.ConnectRawAsync()).Id, "g");
        }

        var took = new List<double>();
        for (var i = 0; i < 2_000; i++)
        {
            var before = Stopwatch.GetTimestamp();
            await node.SayGroupAsync("g", $"{i}");
            await neighbour.HearsAsync($"{i}");
            took.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        took.Sort();
        output.WriteLine($"stuck neighbour: {stuck}; p50 {took[took.Count / 2]:0.00} ms, p99 {took[took.Count * 99 / 100]:0.00} ms, max {took[^1]:0.0} ms");
    }

    [Fact(Explicit = true)]
    public async Task Messages_per_second_from_node_to_node()
    {
        const int Messages = 100_000;
        var channel = $"measure:{Guid.NewGuid():N}";
        await using var a = await NodeAsync("a", channel);
        await using var b = await NodeAsync("b", channel);
        await TwoNodes.MeetAsync(a, b);
        var raw = await b.ConnectRawAsync(serverBuffer: 1024 * 1024);
        await b.JoinAsync(raw.Id, "g");
        var reading = raw.ReadAsync(record => record.Contains("\"last\"", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Messages; i++)
        {
            await a.Hub.SendGroupAsync("g", TestClient.Said, [Text], CancellationToken.None);
            if (i % 500 == 0)
            {
                // As many as come in together from clients; the queue of one reader is not what is measured.
                await Task.Delay(1, CancellationToken.None);
            }
        }

        await a.SayGroupAsync("g", "last");
        var heard = await reading;
        output.WriteLine($"{Messages / watch.Elapsed.TotalSeconds:0} messages/s of 400 bytes; {Messages + 1 - heard.Count} not heard");
    }

    [Fact(Explicit = true)]
    public void Cost_of_a_message_that_concerns_nobody_here()
    {
        const int Rounds = 1_000;
        var envelope = EnvelopeCodec.Write(new Envelope(EnvelopeKind.Groups)
        {
            Hub = "ChatService.Server.Gateway.AgentHub", Names = [Audiences.Agent(Guid.NewGuid()), Audiences.Watchers(Guid.NewGuid())], Method = "MessageAppended",
            Payloads = [new SerializedMessage("json", Encoding.UTF8.GetBytes(Text))],
        });
        var frame = FrameCodec.Write(new Frame("a", 1, 1, 0, [.. Enumerable.Repeat((ReadOnlyMemory<byte>)envelope, 100)]));
        var index = new Connections.NameIndex();
        var found = 0;
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var bytes in FrameCodec.Read(frame)!.Envelopes)
            {
                found += index.Of(EnvelopeCodec.Read(bytes)!.Names).Count;
            }
        }

        output.WriteLine($"{(Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (Rounds * 100):0.00} µs of CPU each; {found} found");
    }

    private Task<TestNode> NodeAsync(string id, string? channel = null) =>
        TestNode.StartAsync(id, _ => RedisForAll.Wire(redis.Server.ConnectionString, channel ?? $"measure:{Guid.NewGuid():N}"));
}
