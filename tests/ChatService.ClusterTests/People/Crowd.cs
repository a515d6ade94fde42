namespace ChatService.ClusterTests.People;

/// <summary>Customers and agents who live through a fault, and what must be true after it.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ChatCluster cluster;
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly int seed;
    private Task lives = Task.CompletedTask;

    private Crowd(ChatCluster cluster, int seed) => (this.cluster, this.seed) = (cluster, seed);

    public Journal Journal { get; } = new();

    public IReadOnlyList<Customer> Customers { get; private set; } = [];

    public IReadOnlyList<Desk> Desks { get; private set; } = [];

    private IEnumerable<Participant> Everyone => [.. Customers, .. Desks];

    /// <summary>All of them, through the balancer, living; returns when each has come in and was answered once.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="seed">Decides what they do.</param>
    /// <param name="customers">How many.</param>
    /// <param name="agents">How many.</param>
    /// <param name="every">Between two messages of one customer; an agent answers nine of ten.</param>
    /// <param name="words">How many messages of a customer a conversation has, about.</param>
    /// <param name="at">Where customer number i connects, for faults of one node; unless told, all of them come through the balancer.</param>
    public static async Task<Crowd> GatherAsync(ChatCluster cluster, int seed, int customers = 9, int agents = 3, TimeSpan? every = null, int words = 25, Func<int, Uri>? at = null)
    {
        var crowd = new Crowd(cluster, seed);
        try
        {
            crowd.Desks = await crowd.HireAsync(agents);
            crowd.Customers = [.. Enumerable.Range(0, customers).Select(i =>
                new Customer($"customer {i}", new Dice(seed + 1_000 + i), crowd.Journal, crowd.http, every ?? TimeSpan.FromMilliseconds(400), words))];
            crowd.lives = Task.WhenAll(
            [
                .. crowd.Desks.Select(desk => Task.Run(() => desk.LiveAsync(() => cluster.Url, crowd.stop.Token))),
                .. crowd.Customers.Select((customer, i) => Task.Run(() => customer.LiveAsync(() => at?.Invoke(i) ?? cluster.Url, crowd.stop.Token))),
            ]);
            await Task.WhenAll(crowd.Everyone.Select(one => one.Live)).WaitAsync(Patience);
            await crowd.EveryoneSpeaksAsync();
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until so many more messages were acked, of whomever.</summary>
    public Task MoreAsync(int messages) => Journal.MoreAsync(messages).WaitAsync(Patience);

    /// <summary>Waits until each customer has written something after this call and knows that it is stored: everybody is served.</summary>
    public Task EveryoneSpeaksAsync(TimeSpan? limit = null) => Task.WhenAll(Customers.Select(customer => customer.SpeaksAsync())).WaitAsync(limit ?? Patience);

    /// <summary>
    /// The customers fall silent; then each must come to show the last line of its conversation, by pushes alone when no later one tells of a hole (P5).
    /// </summary>
    public async Task HeardAllAsync()
    {
        foreach (var customer in Customers)
        {
            customer.BeQuiet();
        }

        List<string> missing = [];
        try
        {
            await Eventually.TrueAsync(async () => (missing = await MissingAsync()).Count == 0, "every customer shows the last line of its conversation", TimeSpan.FromSeconds(30));
        }
        catch (Exception exception) when (missing.Count > 0)
        {
            Assert.Fail($"seed {seed}: {exception.Message}\n{string.Join('\n', missing)}");
        }
    }

    /// <summary>Everybody stops, sends again what is unknown, everything is closed and read once more; then the history checker compares what they saw with what is stored.</summary>
    public async Task<History> EndAsync()
    {
        var (history, complaints) = await CompareAsync();
        Assert.True(complaints.Count == 0, $"seed {seed}: {complaints.Count} complaints\n{string.Join('\n', complaints.Take(20))}");
        return history;
    }

    /// <summary>As <see cref="EndAsync"/>, with the complaints as a result.</summary>
    public async Task<(History History, IReadOnlyList<Complaint> Complaints)> CompareAsync()
    {
        await stop.CancelAsync();
        await lives.WaitAsync(Patience);
        await SettleAsync();
        await cluster.CloseAllAsync();
        await SettleAsync();
        var stored = cluster.Read();
        var history = new History([.. Everyone.SelectMany(one => one.Sends)], [.. Everyone.SelectMany(one => one.Views)], stored.Lines, stored.Owners, stored.Log, stored.Clocks);
        Assert.Equal("ok", stored.Integrity);
        Assert.True(Journal.Surprises.IsEmpty, $"seed {seed}\n{string.Join('\n', Journal.Surprises.Take(10))}\n{string.Join('\n', ServerProcess.Behind(Journal.Surprises, cluster.Nodes.Select(node => node.Process)))}");
        Assert.DoesNotContain(history.Sends, sent => sent.Outcome == SendOutcome.Unknown);
        return (history, HistoryChecker.Check(history));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await lives.WaitAsync(Patience);
        http.Dispose();
        stop.Dispose();
    }

    private Task SettleAsync() => Task.WhenAll(Everyone.Select(one => one.SettleAsync(cluster.Url))).WaitAsync(Patience * 2);

    private async Task<List<string>> MissingAsync()
    {
        var places = Customers.Where(customer => customer.Place is not null).ToDictionary(customer => customer, customer => customer.Place!.Value);
        var heads = await cluster.HeadsAsync([.. places.Values.Select(place => place.Conversation)]);
        return [.. places.Select(place => (place.Key, place.Value.Conversation, place.Value.Last, Head: heads.GetValueOrDefault(place.Value.Conversation))).Where(p => p.Head != p.Last)
            .Select(p => $"{p.Key.Name} shows {p.Last} of {p.Head} lines of {p.Conversation}")];
    }

    private async Task<Desk[]> HireAsync(int count)
    {
        await using var admin = await cluster.AdminAsync();
        var ids = new Guid[count];
        var desks = new Desk[count];
        for (var i = 0; i < count; i++)
        {
            var (number, email) = (i, $"agent{i}-{Guid.NewGuid():N}@example.com");
            ids[i] = await admin.HireAsync(email, capacity: 100);
            desks[i] = new Desk($"agent {i}", new Dice(seed + i), Journal, ids[i], Way(email), () => ids[(number + 1) % count]);
        }

        return desks;
    }

    // Logs in once: the cookie is good at every node.
    private static Func<Uri, Task<AgentClient>> Way(string email)
    {
        AgentClient? first = null;
        return async server => first is null ? first = await AgentClient.LogInAsync(server, email, Staff.Password) : await first.AlsoAtAsync(server);
    }
}
