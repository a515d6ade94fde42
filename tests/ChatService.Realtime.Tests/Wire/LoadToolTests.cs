using ChatService.LoadTests.Wire;

namespace ChatService.Realtime.Tests.Wire;

/// <summary>What the load tool's own clients make of the bytes: a figure is worth no more than they are.</summary>
public sealed class LoadToolTests
{
    // A server that is quick puts its first record into the same message as the answer to the handshake.
    [Fact]
    public void A_record_behind_the_greeting_is_read()
    {
        var form = new MessagePackForm();
        ReadOnlySpan<byte> payload = [.. "{}\u001e"u8, .. form.Ping, .. form.Ping];

        Assert.True(form.TryTake(ref payload, out var record));
        Assert.Equal(HeardKind.Greeting, form.Read(record).Kind);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(form.TryTake(ref payload, out record));
            Assert.Equal(form.Ping.AsSpan(1), record);
            Assert.Equal(HeardKind.Other, form.Read(record).Kind);
        }

        Assert.False(form.TryTake(ref payload, out _));
    }

    [Fact]
    public void The_same_in_JSON()
    {
        var form = WireForm.Json;
        ReadOnlySpan<byte> payload = "{}\u001e{\"type\":6}\u001e"u8;

        Assert.True(form.TryTake(ref payload, out var record));
        Assert.Equal(HeardKind.Greeting, form.Read(record).Kind);
        Assert.True(form.TryTake(ref payload, out record));
        Assert.NotEqual(HeardKind.Greeting, form.Read(record).Kind);
        Assert.False(form.TryTake(ref payload, out _));
    }
}
