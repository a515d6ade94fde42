using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class AccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task Screens_have_no_accessibility_violations() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var login = await scene.PageAsync(await scene.PersonAsync(), "login");
        await login.GotoAsync(new Uri(scene.Server, "/console/").ToString());
        await Expect(login.GetByRole(AriaRole.Button, new() { Name = words.SignIn })).ToBeVisibleAsync();
        await Axe.CheckAsync(login, "log-in");

        var lin = await scene.AgentAsync("Lin Wei");
        await Axe.CheckAsync(lin.Page, "empty desk");
        var customer = await scene.CustomerAsync();
        await Axe.CheckAsync(customer.Page, "launcher");
        await customer.AskAsync();
        await customer.HasSent(words.Question);
        await Expect(customer.Status).ToContainTextAsync(words.NobodyAtTheDesk);
        await Axe.CheckAsync(customer.Page, "waiting customer");

        await lin.BecomesAvailableAsync();
        await Expect(lin.Offer).ToBeVisibleAsync();
        await Axe.CheckAsync(lin.Page, "offer");
        await lin.AcceptsAsync();
        await lin.WriteAsync(words.Answer);
        await customer.SeesOnce(words.Answer);
        Axe.Verify(await Axe.FindEverywhereAsync(customer.Page, scene.Locale, "open chat"));
        Axe.Verify(await Axe.FindEverywhereAsync(lin.Page, scene.Locale, "desk"));

        await lin.HeadButton(words.Close).ClickAsync();
        await customer.Sees(words.WasItSolved);
        Axe.Verify(await Axe.FindEverywhereAsync(customer.Page, scene.Locale, "rating"));
    });

    [Fact]
    public Task Settings_and_reports_have_no_accessibility_violations() => PlayAtOnce(async scene =>
    {
        await scene.Office.PostAsync("/api/business-hours", Hours);
        await using var crowd = new Crowd(scene);
        var ada = await scene.AgentAsync("Ada Moreau", role: "admin");
        await crowd.ComesAsync("Kenji", scene.Words.Question);
        var found = new List<string>();
        var person = (await scene.Office.GetAsync("/api/contacts"))["items"]![0]!["id"];
        var conversation = await scene.Office.NewestConversationAsync();
        foreach (var path in (string[])[.. Pages, $"people/{person}", $"c/{conversation}"])
        {
            await ada.Page.GotoAsync(new Uri(scene.Server, $"/console/{path}").ToString());
            await Expect(ada.Page.Locator("#main h1, #main h2, [role=dialog] h2").First).ToBeVisibleAsync();
            await ada.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            found.AddRange(await Axe.FindEverywhereAsync(ada.Page, scene.Locale, path));
        }

        Axe.Verify(found);
    });

    private static readonly string[] Pages =
    [
        "admin", "admin/agents", "admin/agents/new", "admin/teams", "admin/teams/new", "admin/inboxes", "admin/inboxes/new", "admin/auto-replies", "admin/auto-replies/new",
        "admin/canned-replies", "admin/canned-replies/new", "admin/sla-policies", "admin/sla-policies/new", "admin/business-hours", "admin/business-hours/new",
        "admin/api-tokens", "admin/audit", "reports", "reports/service-level", "reports/wall",
        "people", "search", "account", "?tab=callbacks", "?tab=closed", "there-is-no-such-page",
    ];

    private static readonly object Hours = new
    {
        name = "Office",
        timeZone = "Asia/Shanghai",
        weekly = new[] { new { day = 1, start = "09:00", end = "18:00" } },
        special = Array.Empty<object>(),
    };
}
