using System.Text.Json;

namespace ChatService.BrowserTests.Kit;

/// <summary>axe-core, given to the page by the debugger so that the page's own policy stays as it is.</summary>
public static class Axe
{
    private static readonly string Source = Read();
    private static readonly Dictionary<string, (string Size, int Width, int Height, ColorScheme Scheme)[]> Looks = new()
    {
        ["en"] = [("desk", 1440, 900, ColorScheme.Light), ("phone", 390, 844, ColorScheme.Dark)],
        ["zh-CN"] = [("desk", 1440, 900, ColorScheme.Dark), ("phone", 390, 844, ColorScheme.Light)],
    };


    /// <summary>Fails on every violation of WCAG 2.2 A and AA and of axe's best practices. There are no exceptions.</summary>
    public static async Task CheckAsync(IPage page, string what) => Verify(await FindAsync(page, what));

    /// <summary>Fails on all that <see cref="FindAsync"/> and <see cref="FindEverywhereAsync"/> have found.</summary>
    public static void Verify(IReadOnlyList<string> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <summary>Every violation on the page as it is.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string what)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.EvaluateAsync(Source);
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              // A colour halfway between day and night is on nobody's screen for longer than a blink: a run during
              // which one changed is repeated.
              const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
              const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
              let began = 0;
              document.addEventListener("transitionrun", () => began++, true);
              for (let run = 0; ; run++) {
                await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
                await Promise.allSettled(moving().map((one) => one.finished));
                const before = began;
                const { violations } = await window.axe.run(document, rules);
                if (violations.length > 0 && began > before && run < 5) continue;
                return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => `${node.target} ${node.html.slice(0, 200)} ${node.failureSummary}`).join(" | ")}`);
              }
            }
            """);
        return [.. found.EnumerateArray().Select(v => $"{what}: {v.GetString()}")];
    }

    /// <summary>
    /// The same page by day and by night, at a desk and on a phone: half of the four in each language, since neither colours nor room depend on the words.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FindEverywhereAsync(IPage page, string locale, string what)
    {
        ArgumentNullException.ThrowIfNull(page);
        var found = new List<string>();
        foreach (var (size, width, height, scheme) in Looks[locale])
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            found.AddRange(await FindAsync(page, $"{what}, {size}, {scheme}"));
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(1440, 900);
        return found;
    }

    private static string Read()
    {
        using var stream = typeof(Axe).Assembly.GetManifestResourceStream("axe.min.js") ?? throw new FileNotFoundException("axe.min.js was not built in.");
        using var reader = new StreamReader(stream);

        // As a statement, not as a value: the value of the script is itself a module that cannot be sent back.
        return $"() => {{ {reader.ReadToEnd()}\n }}";
    }
}
