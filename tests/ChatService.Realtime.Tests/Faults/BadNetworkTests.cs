using ChatService.Realtime.Nodes;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Faults;

/// <summary>What a wire may do that no real server does on demand.</summary>
public sealed class BadNetworkTests : IAsyncLifetime
{
    private readonly MemoryNetwork network = new();
    private TestNode a = null!;
    private TestNode b = null!;

    public async ValueTask InitializeAsync()
    {
        a = await StartAsync("a");
        b = await StartAsync("b");
        await TwoNodes.MeetAsync(a, b);
    }

    public async ValueTask DisposeAsync()
    {
        await a.DisposeAsync();
        await b.DisposeAsync();
    }

    [Fact]
    public async Task A_wire_that_shuffles_drops_and_doubles_delivers_nothing_twice_and_every_loss_is_told()
    {
        const int Messages = 400;
        const int Seed = 20_261_122;
        await using var there = await b.ConnectAsync();
        var mischief = new Mischief(Seed);
        var told = b.Bus.NextHealed();
        network.Mischief = mischief;
        for (var i = 0; i < Messages; i++)
        {
            // What waits together goes out together; the wire shall have many frames to lose.
            var passed = network.NextFrame;
            await a.SayAllAsync($"{i}");
            await passed.Soon("a frame");
        }

        await told.Soon("the loss is told");
        network.Mischief = null;
        await a.SayAllAsync("over");
        await there.HearsAsync("over");
        var heard = there.Heard.All;
        Assert.Equal(heard.Count, heard.Distinct().Count());
        Assert.InRange(heard.Count, Messages / 2, Messages);
        Assert.True(mischief.Dropped > 0 && mischief.Doubled > 0, $"seed {Seed}: {mischief.Dropped} dropped, {mischief.Doubled} doubled, {mischief.Shuffled} shuffled");
    }

    [Fact]
    public async Task A_lost_last_message_is_told_by_the_next_sign_of_life()
    {
        await using var there = await b.ConnectAsync();
        var told = b.Bus.NextHealed();
        network.Mischief = new Mischief(loseAll: true);
        await a.SayAllAsync("lost");
        await Waiting.Until(() => network.Mischief.Dropped > 0, "the message is lost");
        network.Mischief = null;
        // Nobody says anything more: only the beat of each second can tell.
        await told.Soon("the loss is told");
        Assert.Empty(TwoNodes.Words(there));
    }

    [Fact]
    public async Task A_dead_subscription_is_noticed_although_the_wire_believes_to_be_connected()
    {
        await using var there = await b.ConnectAsync();
        network.DeafenLatest();
        await b.Bus.ForStateAsync(NodeBusState.Degraded);
        var healed = b.Bus.NextHealed();
        await healed;
        Assert.True(network.Renewals > 0, "the subscription came back by itself");
        await a.SayAllAsync("heard again");
        await there.HearsAsync("heard again");
    }

    [Fact]
    public async Task A_cut_wire_is_degraded_at_once_and_healed_when_it_is_back()
    {
        await using var here = await a.ConnectAsync();
        network.Kill();
        Assert.Equal(NodeBusState.Degraded, a.Bus.State);
        await a.SayAllAsync("alone");
        await here.HearsAsync("alone");
        var healed = Task.WhenAll(a.Bus.NextHealed(), b.Bus.NextHealed());
        network.StartAgain();
        await healed;
    }

    [Fact]
    public async Task What_waits_for_a_frozen_wire_is_bounded_and_what_was_dropped_is_told_to_the_others()
    {
        await using var there = await b.ConnectAsync();
        network.Freeze();
        for (var i = 0; i < 5_000; i++)
        {
            await a.SayAllAsync($"{i}");
        }

        var told = b.Bus.NextHealed();
        network.Thaw();
        await told;
        await a.SayAllAsync("over");
        await there.HearsAsync("over");
        Assert.InRange(there.Heard.All.Count, 2, 4_000);
    }

    [Fact]
    public async Task A_node_that_falls_silent_is_lost_and_calls_to_its_clients_end()
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        a.Bus.NodeLost += node => lost.TrySetResult(node);
        var client = await b.ConnectAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Microsoft.AspNetCore.SignalR.Client.HubConnectionExtensions.On(client.Connection, "Never", () =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<int>().Task;
        });
        var call = a.AskAsync<int>(client.Id, "Never");
        await asked.Task.Soon("the client is asked");
        network.SilenceLatest();
        Assert.Equal("b", await lost.Task.Soon("b is lost"));
        await Assert.ThrowsAsync<IOException>(() => call);
    }

    [Fact]
    public async Task Frames_that_nobody_can_read_are_dropped_and_everything_goes_on()
    {
        await using var there = await b.ConnectAsync();
        network.Inject([]);
        network.Inject([1, 2, 3]);
        network.Inject("CS"u8.ToArray());
        network.Inject(FrameCodec.Write(new Frame("stranger", 1, 1, 0, [new byte[] { 1 }, new byte[] { 2, 255 }, EnvelopeCodec.Write(new Envelope(EnvelopeKind.Groups) { Hub = "nobody's", Names = ["g"] })])));
        await a.SayAllAsync("goes on");
        await there.HearsAsync("goes on");
    }

    [Fact]
    public async Task An_envelope_of_the_next_version_is_delivered_as_far_as_it_is_understood()
    {
        await using var there = await b.ConnectAsync();
        var known = EnvelopeCodec.Write(new Envelope(EnvelopeKind.All)
        {
            Hub = typeof(TestHub).FullName!,
            Method = TestClient.Said,
            Payloads =
            [
                new("cbor", new byte[] { 1, 2, 3 }),
                new("json", System.Text.Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"Said\",\"arguments\":[\"from the future\"]}\u001e")),
            ],
        });
        var frame = FrameCodec.Write(new Frame("next", 1, 1, 0, [(byte[])[.. known, 99, 2, 7, 7], new byte[] { 1, 1, 77 }]));
        frame[2] = FrameCodec.Version + 1;
        network.Inject([.. frame, 98, 1, 1]);
        await there.HearsAsync("from the future");
    }

    [Fact]
    public async Task A_message_in_a_protocol_that_the_client_does_not_speak_counts_as_missed()
    {
        await using var there = await b.ConnectAsync();
        var told = b.Bus.NextHealed();
        var envelope = EnvelopeCodec.Write(new Envelope(EnvelopeKind.All) { Hub = typeof(TestHub).FullName!, Payloads = [new("cbor", new byte[] { 1 })] });
        network.Inject(FrameCodec.Write(new Frame("next", 1, 1, 0, [envelope])));
        await told;
        await a.SayAllAsync("goes on");
        await there.HearsAsync("goes on");
    }

    private Task<TestNode> StartAsync(string id) => TestNode.StartAsync(id, _ => network.Join(), options => options.OutboxMessages = 1_000);
}
