using System.Collections.Concurrent;
using System.Text.Json;

namespace ChatService.BrowserTests.Busy;

/// <summary>A text that appeared on a page, and where.</summary>
public sealed record Sentence(DateTimeOffset At, string Place, string Text);

/// <summary>A text and the time during which it stood on the page.</summary>
public sealed record Standing(DateTimeOffset From, DateTimeOffset To, string Text);

/// <summary>Records each new text of the named places of one page.</summary>
public sealed class BusyScreen
{
    private const string Script = """
        ({ places, shadow }) => {
          if (window.busySeen) return;
          const seen = (window.busySeen = {});
          setInterval(() => {
            const root = shadow ? document.querySelector(shadow)?.shadowRoot : document;
            for (const [place, { where, attribute }] of Object.entries(places)) {
              const texts = [...(root?.querySelectorAll(where) ?? [])].map((one) => (attribute ? one.getAttribute(attribute) : one.textContent).trim());
              const before = seen[place] ?? [];
              if (texts.join("\n") === before.join("\n")) continue;
              seen[place] = texts;
              window.busyReads(place, JSON.stringify(texts), JSON.stringify(texts.filter((text) => !before.includes(text))));
            }
          }, 200);
        }
        """;

    private readonly ConcurrentQueue<(DateTimeOffset At, string Place, IReadOnlyList<string> Texts)> states = new();
    private readonly ConcurrentQueue<Sentence> sentences = new();

    /// <summary>Every text that appeared, in order.</summary>
    public IReadOnlyCollection<Sentence> Sentences => sentences;

    /// <summary>Starts recording. Places: a CSS selector each, and the attribute to read instead of the text.</summary>
    /// <param name="page">One screen per page.</param>
    /// <param name="places">By name.</param>
    /// <param name="shadow">The element whose shadow root holds the places; null for the document.</param>
    public async Task ListenAsync(IPage page, IReadOnlyDictionary<string, (string Where, string? Attribute)> places, string? shadow = null)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ExposeFunctionAsync<string, string, string, bool>("busyReads", (place, all, added) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            states.Enqueue((now, place, JsonSerializer.Deserialize<string[]>(all)!));
            foreach (var text in JsonSerializer.Deserialize<string[]>(added)!)
            {
                sentences.Enqueue(new Sentence(now, place, text));
            }

            return true;
        });
        var argument = JsonSerializer.Serialize(new
        {
            places = places.ToDictionary(one => one.Key, one => new { where = one.Value.Where, attribute = one.Value.Attribute }),
            shadow,
        });
        await page.AddInitScriptAsync($"({Script})({argument})");
        await page.EvaluateAsync($"({Script})({argument})");
    }

    /// <summary>The texts of a place with the time during which each stood there.</summary>
    /// <param name="place">A name given to <see cref="ListenAsync"/>.</param>
    /// <param name="end">When the page was left.</param>
    public IEnumerable<Standing> Standings(string place, DateTimeOffset end)
    {
        var changes = states.Where(state => state.Place == place).ToList();
        for (var index = 0; index < changes.Count; index++)
        {
            var until = index + 1 < changes.Count ? changes[index + 1].At : end;
            foreach (var text in changes[index].Texts.Where(text => text.Length > 0))
            {
                yield return new Standing(changes[index].At, until, text);
            }
        }
    }
}
