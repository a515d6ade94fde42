using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatService.LoadTests.Report;

/// <summary>Everything that one call of the load tool measured.</summary>
public sealed record LoadReport(DateTimeOffset At, string Command, Machine Machine, IReadOnlyList<Run> Runs)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What was wanted and what was measured: name, wanted, measured, beside it, verdict. Only the whole table has them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Targets { get; init; } = [];

    /// <summary>Runs that are repeats of each other.</summary>
    [JsonIgnore]
    public IReadOnlyList<IReadOnlyList<Run>> Groups =>
        [.. Runs.GroupBy(run => (run.Scenario, run.Stage, string.Join(' ', run.Settings.OrderBy(s => s.Key, StringComparer.Ordinal)))).Select(same => (IReadOnlyList<Run>)[.. same])];

    /// <summary>Writes <c>NAME.json</c> and <c>NAME.html</c>; returns the page's path.</summary>
    public string Save(string directory, string name)
    {
        Directory.CreateDirectory(directory);
        var page = Path.Combine(directory, name + ".html");
        File.WriteAllText(Path.Combine(directory, name + ".json"), JsonSerializer.Serialize(this, Json));
        File.WriteAllText(page, HtmlReport.Write(this));
        return page;
    }
}
