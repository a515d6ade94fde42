using System.Diagnostics;
using ChatService.Contracts;

namespace ChatService.ClusterTests.People;

/// <summary>Many customers who look at their conversation and say little: they cost a connection, and reconnect as the shipped client does.</summary>
internal sealed class Onlookers(ChatCluster cluster, HttpClient http, string inboxKey, Dice dice) : IAsyncDisposable
{
    // Connecting takes the machine's time, which is shared with the nodes.
    private const int AtOnce = 16;

    private readonly List<Tab> tabs = [];

    /// <summary>Opens so many more, each with a conversation of its own; throws when one is turned away.</summary>
    public async Task OpenAsync(int count)
    {
        List<Tab> opened = [.. Enumerable.Range(tabs.Count, count).Select(number => new Tab(number))];
        tabs.AddRange(opened);
        await Parallel.ForEachAsync(opened, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (tab, _) =>
        {
            await ConnectAsync(tab);
            tab.ConversationId = (await tab.Client!.StartAsync("I only look")).ConversationId;
        });
    }

    /// <summary>Waits until each has lost its connection.</summary>
    public async Task AllCutAsync()
    {
        await Task.WhenAll(tabs.Select(tab => tab.Cut.Task)).Soon("every connection was cut");
    }

    /// <summary>Each says something from another device, straight to a node: the one that was cut must learn of it.</summary>
    public Task SayElsewhereAsync() => Parallel.ForEachAsync(tabs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (tab, _) =>
    {
        await using var device = await VisitorClient.OpenAsync(http, tab.Token, inboxKey, server: cluster.Nodes[tab.Number % cluster.Nodes.Count].Url);
        tab.Expected = (await device.CallAsync<SendMessageAck>("SendMessage", new { conversationId = tab.ConversationId, clientMessageId = Guid.NewGuid(), text = "From my phone" })).Seq;
    });

    /// <summary>All reconnect at once, each until it is connected and shows everything; how long each took, in order.</summary>
    public async Task<IReadOnlyList<TimeSpan>> AllBackAsync(TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource(limit);
        return [.. (await Task.WhenAll(tabs.Select(tab => BackAsync(tab, began, stop.Token)))).Order()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in tabs)
        {
            if (tab.Client is { } client)
            {
                await client.DisposeAsync();
            }
        }
    }

    private async Task<TimeSpan> BackAsync(Tab tab, long began, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            // Full jitter, as in the shipped client.
            await Task.Delay(dice.Jitter(Math.Min(4_000, 250 << Math.Min(failures, 4))), stop);
            try
            {
                await ConnectAsync(tab);
                var page = await tab.Client!.ResumeAsync(tab.Lines.Last, tab.ConversationId);
                tab.Lines.Read(page.Messages, page.ResyncRequired);
                Assert.True(tab.Lines.Last >= tab.Expected, $"Tab {tab.Number} was told up to {tab.Lines.Last} of {tab.Expected}.");
                return Stopwatch.GetElapsedTime(began);
            }
            catch (Exception exception) when (Participant.IsWire(exception) && !stop.IsCancellationRequested)
            {
                // Not yet.
            }
        }
    }

    private async Task ConnectAsync(Tab tab)
    {
        if (tab.Client is { } old)
        {
            await old.DisposeAsync();
        }

        tab.Client = null;
        tab.Cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = tab.Client = await VisitorClient.OpenAsync(http, tab.Token, inboxKey, server: cluster.Url);
        tab.Token = client.Session.VisitorToken;
        client.Hub.Closed += _ =>
        {
            tab.Cut.TrySetResult();
            return Task.CompletedTask;
        };
        client.Messages.Each(tab.Lines.Hear);
    }

    private sealed class Tab(int number)
    {
        public int Number => number;

        public Transcript Lines { get; } = new();

        public VisitorClient? Client { get; set; }

        public string? Token { get; set; }

        public Guid ConversationId { get; set; }

        public long Expected { get; set; }

        public TaskCompletionSource Cut { get; set; } = new();
    }
}
