using System.Diagnostics;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Queues;

/// <summary>A client that does not read: it delays nobody, loses signs first, and is cut with a reason.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const int QueueMessages = 100;

    private readonly ManualTime time = new();
    private TestNode node = null!;

    public async ValueTask InitializeAsync() => node = await TestNode.StartAsync(
        "n",
        tune: options =>
        {
            options.QueueMessages = QueueMessages;
            options.QueueBytes = 64 * 1024;
        },
        time: time);

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    [Fact]
    public async Task Whoever_does_not_read_is_cut_and_the_neighbour_hears_everything_in_order()
    {
        var slow = await node.ConnectRawAsync();
        await using var neighbour = await node.ConnectAsync();
        await node.JoinAsync(slow.Id, "g");
        await node.JoinAsync(neighbour.Id, "g");
        var sent = Enumerable.Range(0, 2_000).Select(i => $"{i}").ToList();
        var slowest = TimeSpan.Zero;
        foreach (var text in sent)
        {
            var before = Stopwatch.GetTimestamp();
            await node.SayGroupAsync("g", text);
            slowest = Stopwatch.GetElapsedTime(before) is var took && took > slowest ? took : slowest;
            await neighbour.HearsAsync(text);
        }

        await slow.Serving.Soon("the slow client is cut");
        Assert.Equal(sent, neighbour.Heard.All);
        Assert.True(slowest < TimeSpan.FromSeconds(1), $"a send took {slowest}");
        Assert.Contains(node.Log.Lines, line => line.Contains("slow_consumer", StringComparison.Ordinal) && line.Contains(slow.Id, StringComparison.Ordinal));
        Assert.Equal([neighbour.Id], node.Table.All.Select(connection => connection.Id));
    }

    [Fact]
    public async Task Bytes_count_as_well_as_messages()
    {
        var slow = await node.ConnectRawAsync();
        for (var i = 0; i < 5; i++)
        {
            await node.SayAllAsync(new string('x', 20_000));
        }

        await slow.Serving.Soon("the slow client is cut");
    }

    [Fact]
    public async Task Signs_are_dropped_first_and_messages_keep_their_order()
    {
        var slow = await node.ConnectRawAsync();
        for (var i = 0; i < QueueMessages * 8 / 10; i++)
        {
            await node.SayAllAsync($"message {i}");
            await node.Hub.SendAllAsync("Typing", [i], TestContext.Current.CancellationToken);
        }

        Assert.NotNull(node.Table.Find(slow.Id));
        await node.SayAllAsync("the last");
        var heard = await slow.ReadAsync(record => record.Contains("the last", StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Range(0, QueueMessages * 8 / 10).Select(i => $"message {i}"),
            heard.Where(record => record.Contains("message ", StringComparison.Ordinal)).Select(record => record.Split('"')[^2]));
        Assert.InRange(heard.Count(record => record.Contains("Typing", StringComparison.Ordinal)), 1, QueueMessages / 2);
        await slow.VanishAsync();
    }

    [Fact]
    public async Task A_write_that_takes_too_long_cuts_the_connection_even_with_a_short_queue()
    {
        var slow = await node.ConnectRawAsync();
        await node.SayAllAsync(new string('x', 5_000));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(node.Table.Find(slow.Id));
        Assert.False(slow.Serving.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        await slow.Serving.Soon("the stuck client is cut");
    }

    [Fact]
    public async Task A_client_that_reads_again_in_time_stays_and_misses_nothing()
    {
        var slow = await node.ConnectRawAsync();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < QueueMessages; i++)
            {
                await node.SayAllAsync($"{round}:{i}.");
            }

            time.Advance(TimeSpan.FromSeconds(5));
            var heard = await slow.ReadAsync(record => record.Contains($"\"{round}:{QueueMessages - 1}.\"", StringComparison.Ordinal));
            Assert.Equal(QueueMessages, heard.Count(record => record.Contains($"\"{round}:", StringComparison.Ordinal)));
        }

        await slow.VanishAsync();
    }

    [Fact]
    public async Task A_closing_word_waits_for_the_socket_but_not_for_ever()
    {
        var slow = await node.ConnectRawAsync();
        await node.SayAllAsync(new string('x', 5_000));
        var closing = node.SayConnectionsAsync([slow.Id], "goodbye");
        Assert.False(closing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await closing;
        await slow.ReadAsync(record => record.Contains("goodbye", StringComparison.Ordinal));
        await slow.VanishAsync();
    }

    [Fact]
    public async Task A_dead_connection_harms_no_other()
    {
        var dead = await node.ConnectRawAsync();
        await using var living = await node.ConnectAsync();
        await node.JoinAsync(dead.Id, "g");
        await node.JoinAsync(living.Id, "g");
        var vanishing = dead.VanishAsync();
        for (var i = 0; i < 200; i++)
        {
            await node.SayGroupAsync("g", $"{i}");
        }

        await vanishing;
        await living.HearsAsync("199");
        Assert.Equal(200, living.Heard.All.Count);
    }

    [Fact]
    public async Task Senders_at_once_keep_their_own_order_for_every_receiver()
    {
        await using var receiver = await node.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await node.SayAllAsync($"{sender} {i}");
                if (i % 20 == 0)
                {
                    // This queue is short; nobody here is slow.
                    await receiver.HearsAsync($"{sender} {i}");
                }
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => receiver.HearsAsync($"{sender} 499")));
        foreach (var sender in Enumerable.Range(0, 4))
        {
            Assert.Equal(
                Enumerable.Range(0, 500).Select(i => $"{sender} {i}"), receiver.Heard.All.Where(text => text.StartsWith($"{sender} ", StringComparison.Ordinal)));
        }
    }
}
