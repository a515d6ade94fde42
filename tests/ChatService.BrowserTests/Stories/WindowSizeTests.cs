using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

/// <summary>What one works with stays in sight and whole on the windows that people have: a small laptop, a window at 200 % zoom, half a screen.</summary>
public sealed class WindowSizeTests(Chromium chromium) : BrowserTest(chromium)
{
    // Texts that are wider than their boxes, or boxes that leave the window; what is meant to be cut short says so.
    private const string Overflowing = """
        (area) => [...document.querySelectorAll(`${area} button, ${area} a, ${area} label`)].filter((one) => one.checkVisibility()).filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        }).map((one) => one.outerHTML.slice(0, 120))
        """;

    [Fact]
    public Task The_desk_can_be_worked_at_on_a_small_laptop_and_at_double_zoom() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();

        foreach (var (width, height, messages) in new[] { (1280, 800, 300), (720, 450, 100) })
        {
            await lin.Page.SetViewportSizeAsync(width, height);
            await Expect(lin.HeadButton(scene.Words.Close)).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(lin.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(lin.Page.Locator("#main header").GetByRole(AriaRole.Button, new() { Name = scene.Words.Transfer, Exact = true })).ToBeInViewportAsync(new() { Ratio = 1 });
            Assert.Empty(await lin.Page.EvaluateAsync<string[]>(Overflowing, "#main"));
            Assert.InRange((await lin.Log.BoundingBoxAsync())!.Height, messages, height);
        }
    });

    [Fact]
    public Task The_automatic_replies_can_be_read_and_switched_on_half_a_screen() => PlayAtOnce(async scene =>
    {
        var admin = await scene.AdminAsync();
        await admin.Page.SetViewportSizeAsync(768, 900);
        await admin.Page.GotoAsync(new Uri(scene.Server, "/console/admin/auto-replies").ToString());
        var rules = admin.Page.Locator("#main").GetByRole(AriaRole.Switch);
        await Expect(rules.First).ToBeInViewportAsync(new() { Ratio = 1 });

        Assert.Empty(await admin.Page.EvaluateAsync<string[]>(Overflowing, "#main"));
        // A name that has no room stands one letter below the other.
        var narrow = await admin.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("#main a")].filter((one) => one.checkVisibility() && one.textContent.trim().length > 3)
              .filter((one) => one.getBoundingClientRect().width < 60 && one.getBoundingClientRect().height > 60).map((one) => one.outerHTML.slice(0, 120))
            """);
        Assert.Empty(narrow);
    });
}
