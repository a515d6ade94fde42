using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>
/// Good messages, spoilt. Whatever comes, it is a message, a message that says what could not be read, or <see cref="InvalidDataException"/>; and it costs no more memory than its
/// bytes allow. CHATSERVICE_FUZZ_MINUTES=10 makes it go on for that long, CHATSERVICE_FUZZ_SEED=n begins where another run began.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualTimes = 30_000;

    // An exception with its stack is some kilobytes. A message of n bytes may hold n empty strings in a list: eight bytes for each reference, and lists grow by doubling.
    private const long FixedBytes = 32 * 1024;
    private const long BytesEach = 64;

    private static readonly double Minutes = double.Parse(Environment.GetEnvironmentVariable("CHATSERVICE_FUZZ_MINUTES") ?? "0", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("CHATSERVICE_FUZZ_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    private readonly Dictionary<string, long> outcomes = [];
    private long most;

    [Fact]
    public void Spoilt_messages_end_in_a_message_or_in_the_one_exception_and_cost_little()
    {
        var dice = new Random(Seed);
        var corpus = Corpus.Of(Seed);
        WarmUp(corpus);
        var since = Stopwatch.StartNew();
        long times = 0;
        while (times < UsualTimes || since.Elapsed.TotalMinutes < Minutes)
        {
            times++;
            var (body, binder) = corpus[dice.Next(corpus.Count)];
            var bytes = Spoilt(body, corpus[dice.Next(corpus.Count)].Body, dice);
            var input = dice.Next(2) == 0 ? new ReadOnlySequence<byte>(bytes) : Pieces.Cut(bytes, dice);
            try
            {
                Check(input, bytes.Length, binder);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {Seed}, input {times}: {Convert.ToHexString(bytes)}", exception);
            }
        }

        output.WriteLine($"seed {Seed}, {times} inputs, {since.Elapsed.TotalMinutes:0.0} minutes, at most {most} bytes for one; {string.Join(", ", outcomes.OrderByDescending(o => o.Value).Select(o => $"{o.Key} {o.Value}"))}");
        Assert.True(outcomes.GetValueOrDefault(nameof(InvalidDataException)) > 0 && outcomes.GetValueOrDefault(nameof(InvocationBindingFailureMessage)) > 0, "It spoilt nothing.");
        Assert.True(outcomes.GetValueOrDefault(nameof(InvocationMessage)) > 0, "It spoilt everything.");
    }

    // The length before it is right more often than not: otherwise hardly anything would be looked at.
    private static byte[] Spoilt(byte[] body, byte[] other, Random dice) =>
        dice.Next(4) == 0 ? Mutation.Of(Protocols.Framed(body), other, dice) : Protocols.Framed(Mutation.Of(body, other, dice));

    private static void WarmUp(IReadOnlyList<(byte[] Body, Binder Binder)> corpus)
    {
        foreach (var (body, binder) in corpus)
        {
            Assert.NotNull(Protocols.Read(body, binder));
        }
    }

    private void Check(ReadOnlySequence<byte> input, int length, Binder binder)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        List<HubMessage> read = [];
        try
        {
            while (Protocols.MessagePack.TryParseMessage(ref input, binder, out var message))
            {
                read.Add(message);
            }
        }
        catch (InvalidDataException)
        {
            Count(nameof(InvalidDataException));
        }

        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        most = Math.Max(most, spent);
        Assert.InRange(spent, 0, (FixedBytes * (read.Count + 1)) + (BytesEach * length));
        read.ForEach(Check);
    }

    private void Check(HubMessage message)
    {
        Count(message.GetType().Name);
        var reason = message switch
        {
            InvocationBindingFailureMessage failure => failure.BindingFailure.SourceException,
            StreamBindingFailureMessage failure => failure.BindingFailure.SourceException,
            _ => null,
        };
        Assert.True(reason is null or InvalidDataException or JsonException or HubException, reason?.ToString());

        // Whatever was read can be written, unless it says that it could not be read.
        if (reason is null)
        {
            Assert.False(Protocols.MessagePack.GetMessageBytes(message).IsEmpty);
        }
    }

    private void Count(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
}
