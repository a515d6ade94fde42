using System.Buffers;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Realtime.MessagePack;
using ChatService.Realtime.MessagePack.Forms;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>What holds for every message and every contract, checked with dice. A failing case names the number that its dice began with.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    public static TheoryData<Type> Contracts => [.. Sample.Contracts];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_comes_back_as_it_was_through_pieces_of_any_size(Type type) =>
        Holds(dice =>
        {
            var value = Sample.Of(type, dice);
            var binder = new Binder("method", [type], type);
            HubMessage[] messages =
            [
                new InvocationMessage("1", "method", [value]), new StreamItemMessage("2", value), CompletionMessage.WithResult("3", value), PingMessage.Instance,
            ];
            AllComeBack(messages, binder, dice);
        });

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_has_the_same_names_and_values_as_in_json(Type type) =>
        Holds(dice =>
        {
            var value = Sample.Of(type, dice);
            var forms = new FormTable(Protocols.Options.PayloadSerializerOptions);
            var written = new ArrayBufferWriter<byte>();
            var writer = new MsgPackWriter(written);
            forms.Of(type).WriteObject(ref writer, value);
            writer.Flush();

            var json = new ArrayBufferWriter<byte>();
            using (var jsonWriter = new Utf8JsonWriter(json))
            {
                var reader = new MsgPackReader(written.WrittenSpan);
                JsonBridge.Read(ref reader, jsonWriter);
                Assert.Equal(written.WrittenCount, reader.Position);
            }

            Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(value, Protocols.Options.PayloadSerializerOptions), JsonElement.Parse(json.WrittenSpan)));
        });

    [Fact]
    public void Every_kind_of_message_comes_back_as_it_was_through_pieces_of_any_size() =>
        Holds(dice => AllComeBack([.. Enumerable.Range(0, dice.Next(1, 8)).Select(_ => AnyMessage(dice))], new Binder("method", [typeof(int), typeof(string)], typeof(object)), dice), 1_000);

    [Fact]
    public void A_message_that_is_cut_short_anywhere_is_waited_for() =>
        Holds(dice =>
        {
            var bytes = Protocols.MessagePack.GetMessageBytes(AnyMessage(dice)).ToArray();
            var part = Pieces.Cut(bytes[..dice.Next(bytes.Length)], dice);
            Assert.False(Protocols.MessagePack.TryParseMessage(ref part, new Binder("method", [typeof(int), typeof(string)], typeof(object)), out _));
        });

    [Fact]
    public void A_message_never_reads_what_is_behind_it() =>
        Holds(dice =>
        {
            // The frame ends earlier than its content; whatever the content claims then lies outside.
            var body = Protocols.Write(AnyMessage(dice));
            var cut = dice.Next(1, body.Length);
            var input = Pieces.Cut([.. Protocols.Framed(body.AsSpan(..cut)), .. body[cut..]], dice);
            var rest = body.Length - cut;
            try
            {
                Protocols.MessagePack.TryParseMessage(ref input, new Binder("method", [typeof(int), typeof(string)], typeof(object)), out var message);
                Assert.True(message is InvocationBindingFailureMessage or StreamBindingFailureMessage or CompletionMessage { Error: not null }, message?.ToString());
                Assert.Equal(rest, input.Length);
            }
            catch (InvalidDataException)
            {
                // As it should be, where there is nobody to tell.
            }
        });

    [Fact]
    public void Every_contract_is_among_the_samples()
    {
        Assert.Contains(typeof(ConversationRow), Sample.Contracts);
        Assert.Contains(typeof(SendMessageRequest), Sample.Contracts);
        Assert.True(Sample.Contracts.Count > 40, $"{Sample.Contracts.Count}");
    }

    private static void AllComeBack(IReadOnlyList<HubMessage> messages, Binder binder, Random dice)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            Protocols.MessagePack.WriteMessage(message, output);
        }

        var input = Pieces.Cut(output.WrittenSpan.ToArray(), dice);
        foreach (var message in messages)
        {
            Assert.True(Protocols.MessagePack.TryParseMessage(ref input, binder, out var read));
            Same.Message(message, read);
        }

        Assert.True(input.IsEmpty);
    }

    private static HubMessage AnyMessage(Random dice)
    {
        object?[] arguments = [Sample.Of(typeof(int), dice), Sample.Of(typeof(string), dice)];
        var id = dice.Next(2) == 0 ? $"{dice.Next(2_000)}" : (string)Sample.Of(typeof(string), dice)!;
        string[]? streams = dice.Next(2) == 0 ? null : [.. Enumerable.Range(0, dice.Next(1, 20)).Select(i => $"{i}")];
        HubMessage message = dice.Next(9) switch
        {
            0 => new InvocationMessage(dice.Next(2) == 0 ? null : id, "method", arguments, streams),
            1 => new StreamInvocationMessage(id, "method", arguments, streams),
            2 => new StreamItemMessage(id, Sample.Of(typeof(object), dice)),
            3 => new CompletionMessage(id, null, dice.Next(2) == 0 ? null : Sample.Of(typeof(object), dice), hasResult: true),
            4 => dice.Next(2) == 0 ? CompletionMessage.Empty(id) : CompletionMessage.WithError(id, (string)Sample.Of(typeof(string), dice)!),
            5 => new CancelInvocationMessage(id),
            6 => dice.Next(2) == 0 ? PingMessage.Instance : new CloseMessage((string)Sample.Of(typeof(string), dice)!, dice.Next(2) == 0),
            7 => new AckMessage((long)Sample.Of(typeof(long), dice)!),
            _ => new SequenceMessage((long)Sample.Of(typeof(long), dice)!),
        };
        if (message is HubInvocationMessage invocation && dice.Next(4) == 0)
        {
            invocation.Headers = Enumerable.Range(0, dice.Next(1, 20)).ToDictionary(i => $"{i}", _ => (string)Sample.Of(typeof(string), dice)!);
        }

        return message;
    }

    private static void Holds(Action<Random> law, int times = 100) =>
        Prop.ForAll(Seeds.ToArbitrary(), seed => law(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
