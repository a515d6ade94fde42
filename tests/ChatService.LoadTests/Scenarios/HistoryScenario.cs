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
    private const int WarmUp = 50;

    public string Name => "history";

    public string Purpose => "resume of 200 messages, and search, among millions (PostgreSQL)";

    public IReadOnlyList<Option> Options { get; } =
    [
        new("messages", "10000000", "stored; made by SQL, which takes a while"),
        new("resumes", "1000", "conversations that are resumed, by chance"),
        new("searches", "600", "questions"),
    ];

    public async Task<Run> RunAsync(Options options, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        var messages = options.Number("messages") / Archive.PerConversation * Archive.PerConversation;
        if (messages < Texts.Count)
        {
            throw new UsageException($"--messages is at least {Texts.Count}: so many different texts there are.");
        }

        await using var stage = await ProductStage.StartAsync("postgres");
        await (await stage.DeskAsync()).QuietAsync();
        var pair = (await stage.OpenAsync(1, WireForm.Json, progress))[0];
        await pair.Agent.CallAsync("SendMessage", new { conversationId = pair.ConversationId, clientMessageId = Guid.NewGuid(), text = "Good morning" });
        await using var fill = await FillConnection.OpenAsync(stage);
        var filling = await Archive.FillAsync(fill, pair.ConversationId, messages, progress);
        var (resumes, complaints) = (new Histogram(), new List<string>());
        var before = Snapshot.Of(stage);
        await ResumeAsync(await stage.DeskAsync(), fill, options.Number("resumes"), resumes, complaints, progress);
        var between = Snapshot.Of(stage);
        var searches = await SearchAsync((await stage.DeskAsync()).Http, options.Number("searches"), complaints, progress);
        return new Run(
            Name,
            stage.Name,
            new Dictionary<string, string>(),
            [
                new("messages", "stored", await fill.ReadAsync<long>("SELECT count(*) FROM message_search")), new("filled in", "s", filling.TotalSeconds),
                new("database", "GB", await fill.ReadAsync<long>("SELECT pg_database_size(current_database())") / 1e9), .. resumes.Figures($"resume of {Archive.PerConversation}"),
                .. between.Each(before, resumes.Count, "resume"), .. searches.SelectMany(s => s.Waits.Figures(s.Name)),
            ],
            [resumes.Curve("Resume", $"{Archive.PerConversation} messages"), .. searches.Select(s => s.Waits.Curve("Search", s.Name))],
            complaints);
    }

    private static async Task ResumeAsync(Desk desk, FillConnection fill, int count, Histogram waits, List<string> complaints, Progress progress)
    {
        progress.Step("resume");
        using var session = await desk.ConnectAsync();
        var some = await fill.ReadAllAsync<Guid>(string.Create(CultureInfo.InvariantCulture, $"SELECT id FROM load_conversation ORDER BY md5(id::text) LIMIT {count + WarmUp}"));
        for (var i = 0; i < some.Count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await session.CallAsync("Resume", new { conversationId = some[i], afterSeq = 0 });
            var wait = Stopwatch.GetElapsedTime(began);
            if (i >= WarmUp)
            {
                waits.Add(wait);
            }

            var seqs = answer.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("seq").GetInt64());
            if (!seqs.SequenceEqual(Enumerable.Range(1, Archive.PerConversation).Select(n => (long)n)))
            {
                complaints.Add($"The resume of {some[i]} is not 1 to {Archive.PerConversation}.");
            }
        }
    }

    // A third each: an order number, which few messages have; two rare words together with a frequent one; a word that every fifth message has.
    private static async Task<IReadOnlyList<(string Name, Histogram Waits)>> SearchAsync(HttpClient http, int count, List<string> complaints, Progress progress)
    {
        progress.Step("search");
        (string Name, Histogram Waits, Func<int, string> Query)[] kinds =
        [
            ("search, an order number", new Histogram(), i => Texts.OrderNumber(i * 37 % Texts.Count)),
            ("search, three words of a text", new Histogram(), i => string.Join(' ', Texts.Of(i * 41 % Texts.Count).Split(' ', ',').Take(3))),
            ("search, a frequent word", new Histogram(), Texts.FrequentWord),
        ];
        var all = new Histogram();
        for (var i = -kinds.Length; i < count; i++)
        {
            var (name, waits, query) = kinds[(i + kinds.Length) % kinds.Length];
            var began = Stopwatch.GetTimestamp();
            using var response = await http.GetAsync($"/api/search?limit=20&q={Uri.EscapeDataString(query(Math.Abs(i)))}");
            var body = await response.Content.ReadAsStringAsync();
            var wait = Stopwatch.GetElapsedTime(began);
            progress.Tell($"{i} of {count} searches");
            if (!response.IsSuccessStatusCode)
            {
                complaints.Add($"{name}: {(int)response.StatusCode} {body}");
            }
            else if (JsonNode.Parse(body)!["items"]!.AsArray().Count == 0)
            {
                complaints.Add($"{name}: \"{query(Math.Abs(i))}\" was not found.");
            }

            if (i >= 0)
            {
                waits.Add(wait);
                all.Add(wait);
            }
        }

        return [("search", all), .. kinds.Select(k => (k.Name, k.Waits))];
    }
}
