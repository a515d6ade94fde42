using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class AccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [MemberData(nameof(Locales))]
    public Task Screens_have_no_accessibility_violations(string locale) => Play(locale, async scene =>
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
        await Expect(customer.Status).ToContainTextAsync(words.YouAreNext);
        await Axe.CheckAsync(customer.Page, "waiting customer");

        await lin.BecomesAvailableAsync();
        await Expect(lin.Offer).ToBeVisibleAsync();
        await Axe.CheckAsync(lin.Page, "offer");
        await lin.AcceptsAsync();
        await lin.WriteAsync(words.Answer);
        await customer.SeesOnce(words.Answer);
        await Axe.CheckAsync(customer.Page, "open chat");
        await Axe.CheckAsync(lin.Page, "desk");
    });
}
