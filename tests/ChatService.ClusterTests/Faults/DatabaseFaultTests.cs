using System.Diagnostics;
using ChatService.ClusterTests.Faults.Deeds;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.ClusterTests.Faults;

/// <summary>PostgreSQL dies, freezes, is full, or holds a row (P1, P7).</summary>
public sealed class DatabaseFaultTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    // As many as PostgresEngine has.
    private const uint Lanes = 6;

    // Far more than waits for a few dozen clients, far less than queues without a bound come to.
    private const long Growth = 300L << 20;

    [Fact]
    public async Task F08_PostgreSQL_stops_at_once_and_starts_again()
    {
        await SufferAsync(async crowd =>
        {
            await Cluster.Postgres.CrashAsync();
            await Cluster.Postgres.ResumeAsync();
            await crowd.EveryoneSpeaksAsync();
        });
    }

    [Fact]
    public async Task F09_PostgreSQL_freezes_and_senders_are_told_to_try_again()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync([.. Nodes.Select(node => node.Url)]);
            var before = Nodes.Select(node => node.Process.Memory).ToArray();
            await DuringAsync(new PostgresFrozen(), Lasting(12, 20), async () =>
            {
                var ready = Task.WhenAll(Nodes.Select(node => node.SaysAsync("not_ready")));
                var refused = await Task.WhenAll(Nodes.Select((_, tab) => RefusedAsync(tabs, tab)));
                Output.WriteLine($"refused within {refused.Max().TotalMilliseconds:0} ms");
                await ready;
            });
            await crowd.EveryoneSpeaksAsync();
            var grown = Nodes.Select((node, i) => node.Process.Memory - before[i]).ToArray();
            Output.WriteLine($"memory grown by {string.Join(", ", grown.Select(bytes => $"{bytes >> 20} MB"))}");
            Assert.All(grown, bytes => Assert.InRange(bytes, long.MinValue, Growth));
            Assert.NotEqual(0, crowd.Journal.Unavailable);
        });
    }

    [Fact]
    public async Task F10_all_database_sessions_are_terminated_again_and_again_and_nobody_notices()
    {
        await SufferAsync(async crowd =>
        {
            await new SessionsTerminated().RunAsync(Cluster, new Dice(Seed), Task.Delay(Lasting(5, 20)));
            await crowd.EveryoneSpeaksAsync();
            Assert.Equal(0, crowd.Journal.Unavailable);
        });
    }

    [Fact]
    public async Task F11_only_the_conversation_whose_row_is_locked_waits()
    {
        await SufferAsync(async crowd =>
        {
            var mates = await SameLaneAsync(Nodes[0].Url);
            await using var locked = mates.Locked;
            await using var mate = mates.Mate;
            var waiting = Task.CompletedTask;
            var lockedRow = new RowLocked(locked.ConversationId);
            await DuringAsync(lockedRow, Lasting(6, 10), async () =>
            {
                await lockedRow.Held.Soon("the row is locked");
                waiting = PersistAsync(locked);
                var slowest = TimeSpan.Zero;
                for (var i = 0; i < 30; i++)
                {
                    slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (await mate.WriteAsync(0)).Ticks));
                }

                Output.WriteLine($"the longest wait in the same lane: {slowest.TotalMilliseconds:0} ms");
                // Whoever waits for the lock waits 2.5 s.
                Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
                await crowd.EveryoneSpeaksAsync();
                Assert.False(waiting.IsCompleted, "What is locked was written all the same.");
            });
            await waiting.Soon("the conversation that was locked goes on");
        });
    }

    [Fact]
    public async Task F12_a_read_only_database_refuses_and_recovers()
    {
        await SufferAsync(async crowd =>
        {
            await using var tabs = await Tabs.OpenAsync([.. Nodes.Select(node => node.Url)]);
            await DuringAsync(new DatabaseReadOnly(), Lasting(8, 20), async () =>
            {
                await Task.WhenAll(Nodes.Select(node => node.SaysAsync("not_ready")));
                var refused = await Task.WhenAll(Nodes.Select((_, tab) => RefusedAsync(tabs, tab)));
                Output.WriteLine($"refused within {refused.Max().TotalMilliseconds:0} ms");
            });
            await crowd.EveryoneSpeaksAsync();
        });
    }

    // The first call may have come before the fault. How long it took until it was refused as retryable; the promise is 5 s.
    private static async Task<TimeSpan> RefusedAsync(Tabs tabs, int tab)
    {
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await tabs.WriteAsync(tab);
            }
            catch (HubException refused)
            {
                Assert.Equal("unavailable", Refused.CodeOf(refused));
                return Stopwatch.GetElapsedTime(began);
            }
        }
    }

    // As an outbox does: the same message until it is stored.
    private static async Task PersistAsync(Tabs tabs)
    {
        var id = Guid.NewGuid();
        while (true)
        {
            try
            {
                await tabs.WriteAsync(0, clientMessageId: id);
                return;
            }
            catch (HubException refused)
            {
                Assert.Equal("unavailable", Refused.CodeOf(refused));
            }
        }
    }

    // Two conversations that wait in one lane of one node: among one more than there are lanes.
    private static async Task<(Tabs Locked, Tabs Mate)> SameLaneAsync(Uri place)
    {
        var lanes = new Dictionary<uint, Tabs>();
        while (true)
        {
            var tabs = await Tabs.OpenAsync(place);
            if (!lanes.TryAdd((uint)tabs.ConversationId.GetHashCode() % Lanes, tabs))
            {
                lanes.Remove((uint)tabs.ConversationId.GetHashCode() % Lanes, out var other);
                await Task.WhenAll(lanes.Values.Select(rest => rest.DisposeAsync().AsTask()));
                return (tabs, other!);
            }
        }
    }
}
