using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ChatService.LoadTests.Fill;
using ChatService.LoadTests.Measure;
using ChatService.LoadTests.Report;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios;

/// <summary>Resume and search where millions of messages are stored, one question after the other, through the real hub and the real API.</summary>
public sealed class HistoryScenario : IScenario
{
    // Conversations that are resumed for warming up only: those that are measured have not been read before.
    private const int WarmUp = 100;

    private Task<Filled>? prepared;

    public string Name => "history";

    public string Purpose => "resume of 200 messages, and search, among millions (PostgreSQL)";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("messages", "10000000", "stored; made by SQL, which takes a while"),
        new("resumes", "1000", "conversations that are resumed, by chance"),
        new("searches", "600", "questions"),
        new("warm", "10", "seconds of resumes, and of searches, before those that are measured: a server that has just started compiles what it runs"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        await using var filled = await (prepared ?? FillAsync(options.Number("messages"), progress));
        prepared = null;
        var (stage, fill) = (filled.Stage, filled.Connection);
        var (resumes, complaints) = (new Histogram(), new List<string>());
        var spent = await ResumeAsync(stage, fill, options.Number("resumes"), options.Seconds("warm"), resumes, complaints, progress);
        var searches = await SearchAsync((await stage.DeskAsync()).Http, options.Number("searches"), options.Seconds("warm"), complaints, progress);
        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("messages", "stored", await fill.ReadAsync<long>("SELECT count(*) FROM message_search")), new("filled in", "s", filled.Took.TotalSeconds),
                new("database", "GB", await fill.ReadAsync<long>("SELECT pg_database_size(current_database())") / 1e9), .. resumes.Figures($"resume of {Archive.PerConversation}"),
                .. spent, .. searches.SelectMany(s => s.Waits.Figures(s.Name)),
            ],
            [resumes.Curve("Resume", $"{Archive.PerConversation} messages"), .. searches.Select(s => s.Waits.Curve("Search", s.Name))],
            complaints);
    }

    /// <summary>Begins to fill now, beside whatever else is measured; the next run asks its questions there.</summary>
    public void Prepare(int messages, Progress progress) => prepared = FillAsync(messages, progress);

    private static async Task<Filled> FillAsync(int wanted, Progress progress)
    {
        var messages = wanted / Archive.PerConversation * Archive.PerConversation;
        if (messages < Texts.Count)
        {
            throw new UsageException($"--messages is at least {Texts.Count}: so many different texts there are.");
        }

        var stage = await ProductStage.StartAsync("postgres");
        try
        {
            await (await stage.DeskAsync()).QuietAsync();
            var pair = (await stage.OpenAsync(1, WireForm.Json, progress))[0];
            await pair.Agent.CallAsync("SendMessage", new { conversationId = pair.ConversationId, clientMessageId = Guid.NewGuid(), text = "Good morning" });
            var fill = await FillConnection.OpenAsync(stage);
            return new Filled(stage, fill, await Archive.FillAsync(fill, pair.ConversationId, messages, progress));
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private static async Task<IEnumerable<Figure>> ResumeAsync(ProductStage stage, FillConnection fill, int count, TimeSpan warm, Histogram waits, List<string> complaints, Progress progress)
    {
        progress.Step("resume");
        using var session = await (await stage.DeskAsync()).ConnectAsync();
        var some = await fill.ReadAllAsync<Guid>(string.Create(CultureInfo.InvariantCulture, $"SELECT id FROM load_conversation ORDER BY md5(id::text) LIMIT {count + WarmUp}"));
        for (var (i, started) = (0, Stopwatch.GetTimestamp()); Stopwatch.GetElapsedTime(started) < warm; i++)
        {
            await session.CallAsync("Resume", new { conversationId = some[i % WarmUp], afterSeq = 0 });
        }

        var before = Snapshot.Of(stage);
        for (var i = WarmUp; i < some.Count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await session.CallAsync("Resume", new { conversationId = some[i], afterSeq = 0 });
            var wait = Stopwatch.GetElapsedTime(began);
            waits.Add(wait);
            var seqs = answer.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("seq").GetInt64());
            if (!seqs.SequenceEqual(Enumerable.Range(1, Archive.PerConversation).Select(n => (long)n)))
            {
                complaints.Add($"The resume of {some[i]} is not 1 to {Archive.PerConversation}.");
            }
        }

        return Snapshot.Of(stage).Each(before, waits.Count, "resume");
    }

    // A third each: an order number, which few messages have; two rare words together with a frequent one; a word that every fifth message has.
    private static async Task<IReadOnlyList<(string Name, Histogram Waits)>> SearchAsync(HttpClient http, int count, TimeSpan warm, List<string> complaints, Progress progress)
    {
        progress.Step("search");
        (string Name, Histogram Waits, Func<int, string> Query)[] kinds =
        [
            ("search, an order number", new Histogram(), i => Texts.OrderNumber(i * 37 % Texts.Count)),
            ("search, three words of a text", new Histogram(), i => string.Join(' ', Texts.Of(i * 41 % Texts.Count).Split(' ', ',').Take(3))),
            ("search, a frequent word", new Histogram(), Texts.FrequentWord),
        ];
        var all = new Histogram();
        // Other questions than those that are measured.
        for (var (i, began) = (count, Stopwatch.GetTimestamp()); Stopwatch.GetElapsedTime(began) < warm; i++)
        {
            await AskAsync(i);
        }

        for (var i = 0; i < count; i++)
        {
            var wait = await AskAsync(i);
            kinds[i % kinds.Length].Waits.Add(wait);
            all.Add(wait);
            progress.Tell($"{i} of {count} searches");
        }

        return [("search", all), .. kinds.Select(k => (k.Name, k.Waits))];

        async Task<TimeSpan> AskAsync(int i)
        {
            var (name, _, query) = kinds[i % kinds.Length];
            var began = Stopwatch.GetTimestamp();
            using var response = await http.GetAsync($"/api/search?limit=20&q={Uri.EscapeDataString(query(i))}");
            var body = await response.Content.ReadAsStringAsync();
            var wait = Stopwatch.GetElapsedTime(began);
            if (!response.IsSuccessStatusCode)
            {
                complaints.Add($"{name}: {(int)response.StatusCode} {body}");
            }
            else if (JsonNode.Parse(body)!["items"]!.AsArray().Count == 0)
            {
                complaints.Add($"{name}: \"{query(i)}\" was not found.");
            }

            return wait;
        }
    }

    private sealed record Filled(ProductStage Stage, FillConnection Connection, TimeSpan Took) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Connection.DisposeAsync();
            await Stage.DisposeAsync();
        }
    }
}
