using System.Diagnostics;
using ChatService.Realtime.Nodes;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Faults;

/// <summary>Who can publish on the channel and has not the installation's key.</summary>
public sealed class ForgedFrameTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly byte[] Ours = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Theirs = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

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
    public async Task Frames_that_are_not_signed_with_our_key_reach_nobody_and_are_said_once()
    {
        await using var there = await b.ConnectAsync();
        var signed = FrameCodec.Write(Words("stranger", "FORGED"), Signature(Theirs));
        byte[][] forgeries =
        [
            FrameCodec.Write(Words("stranger", "FORGED")),
            signed,
            [.. signed[..^16], .. new byte[16]],
            // A signature of ours over something else.
            [.. FrameCodec.Write(Words("stranger", "FORGED")), .. FrameCodec.Write(Words("a", "other"), Signature(Ours))[^18..]],
            // Something behind the signature.
            [.. FrameCodec.Write(Words("stranger", "true"), Signature(Ours)), .. FrameCodec.Write(Words("x", "FORGED"))[4..]],
        ];
        foreach (var forgery in forgeries)
        {
            network.Inject(forgery);
        }

        await a.SayAllAsync("goes on");
        await there.HearsAsync("goes on");

        Assert.DoesNotContain("FORGED", there.Heard.All);
        Assert.DoesNotContain("true", there.Heard.All);
        Assert.Single(b.Log.Lines, line => line.Contains("without this installation's signature", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(-1)]
    [InlineData(-17)]
    [InlineData(-18)]
    public void A_frame_with_one_bit_changed_does_not_fit(int at)
    {
        var frame = FrameCodec.Write(Words("a", "Good morning"), Signature(Ours));
        Assert.True(Signature(Ours).Fits(frame));

        frame[at < 0 ? frame.Length + at : at] ^= 1;

        Assert.False(Signature(Ours).Fits(frame));
    }

    [Fact]
    public void A_reader_of_the_release_before_reads_a_signed_frame() =>
        Assert.Equal("a", FrameCodec.Read(FrameCodec.Write(Words("a", "Good morning"), Signature(Ours)))!.Sender);

    [Fact(Explicit = true)]
    public void Cost_of_a_signature()
    {
        var signature = Signature(Ours);
        foreach (var (name, text) in new[] { ("one message", new string('x', 400)), ("a full frame", new string('x', 64 * 1024)) })
        {
            const int Rounds = 20_000;
            var frame = Words("a", text);
            var bytes = FrameCodec.Write(frame, signature);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Rounds; i++)
            {
                signature.Fits(bytes);
            }

            output.WriteLine($"{name} ({bytes.Length} bytes): {clock.Elapsed.TotalMicroseconds / Rounds:0.00} µs to sign or to check");
        }
    }

    private static Frame Words(string sender, string text) => new(sender, 1, 1, 0, [EnvelopeCodec.Write(new Envelope(EnvelopeKind.All)
    {
        Hub = typeof(TestHub).FullName!,
        Method = TestClient.Said,
        Payloads = [new("json", System.Text.Encoding.UTF8.GetBytes($"{{\"type\":1,\"target\":\"Said\",\"arguments\":[\"{text}\"]}}\u001e"))],
    })]);

    private static FrameSignature Signature(byte[] key) => new(new FrameKey { Bytes = key });

    private Task<TestNode> StartAsync(string id) => TestNode.StartAsync(id, _ => network.Join(), key: Ours);
}
