using ChatService.BrowserTests.Kit;
using ChatService.Server.Features.Agents;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

/// <summary>How people get in and what is their own: links, one-time passwords, the second factor, and the forms of admins that make them.</summary>
public sealed class AccountAccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string NewPassword = "three quiet brass lamps";

    [Fact]
    public Task A_newcomer_comes_in_by_link_and_by_one_time_password() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var found = new List<string>();
        scene.Complaints.Expect("status of (400|401) .*/api/auth/(login|link)");
        var invited = await scene.Office.PostAsync("/api/agents", new { email = "mei@example.com", name = "Mei", role = "agent", invite = true });
        var welcome = await scene.PageAsync(await scene.PersonAsync(), "invited");
        await welcome.GotoAsync(new Uri(scene.Server, "/console/welcome" + new Uri((string)invited["inviteUrl"]!).Fragment).ToString());
        var password = welcome.GetByRole(AriaRole.Textbox, new() { Name = words.NewPassword });
        await Expect(password).ToBeFocusedAsync();
        found.AddRange(await Axe.FindEverywhereAsync(welcome, scene.Locale, "invitation"));
        await password.PressAsync("Enter");
        await Expect(password).ToHaveAttributeAsync("aria-invalid", "true");
        await password.FillAsync("short");
        await password.PressAsync("Enter");
        await Expect(password).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("10"));
        found.AddRange(await Axe.FindEverywhereAsync(welcome, scene.Locale, "invitation, too short"));
        await Expect(password).ToHaveValueAsync("short");
        await password.FillAsync(NewPassword);
        await password.PressAsync("Enter");
        await Expect(welcome.GetByRole(AriaRole.Tab, new() { Name = words.QueueTab })).ToBeVisibleAsync();

        var over = await scene.PageAsync(await scene.PersonAsync(), "late");
        await over.GotoAsync(new Uri(scene.Server, "/console/welcome" + new Uri((string)invited["inviteUrl"]!).Fragment).ToString());
        await Expect(over.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        found.AddRange(await Axe.FindEverywhereAsync(over, scene.Locale, "used link"));

        var made = await scene.Office.PostAsync("/api/agents", new { email = "bo@example.com", name = "Bo", role = "agent" });
        var login = await scene.PageAsync(await scene.PersonAsync(), "one-time");
        await login.GotoAsync(new Uri(scene.Server, "/console/").ToString());
        await login.GetByLabel(words.Email, new() { Exact = true }).FillAsync("bo@example.com");
        await login.GetByRole(AriaRole.Textbox, new() { Name = words.Password, Exact = true }).FillAsync((string)made["oneTimePassword"]!);
        await login.Keyboard.PressAsync("Enter");
        var next = login.GetByRole(AriaRole.Textbox, new() { Name = words.NewPassword });
        await Expect(next).ToBeFocusedAsync();
        found.AddRange(await Axe.FindEverywhereAsync(login, scene.Locale, "one-time password"));
        await next.FillAsync(NewPassword);
        await next.PressAsync("Enter");
        await Expect(login.GetByRole(AriaRole.Tab, new() { Name = words.QueueTab })).ToBeVisibleAsync();
        Axe.Verify(found);
    });

    [Fact]
    public Task The_account_page_points_at_what_is_wrong_and_turns_the_second_factor_on() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var found = new List<string>();
        scene.Complaints.Expect("status of 400 .*/api/auth/password");
        var page = (await scene.AgentAsync("Lin Wei")).Page;
        await page.GotoAsync(new Uri(scene.Server, "/console/account").ToString());
        var form = page.GetByRole(AriaRole.Region, new() { Name = words.Password, Exact = true });
        var (current, next) = (form.Locator("input[autocomplete=current-password]"), form.Locator("input[autocomplete=new-password]"));
        await Expect(next).ToBeVisibleAsync();
        found.AddRange(await Axe.FindEverywhereAsync(page, scene.Locale, "account"));

        await next.FillAsync(NewPassword);
        await next.PressAsync("Enter");
        await Expect(current).ToBeFocusedAsync();
        await current.FillAsync("not my password");
        await next.FillAsync("short");
        await next.PressAsync("Enter");
        await Expect(page.Locator("[aria-invalid=true]").First).ToBeFocusedAsync();
        await Expect(next).ToHaveValueAsync("short");
        await Expect(current).ToHaveValueAsync("not my password");
        found.AddRange(await Axe.FindEverywhereAsync(page, scene.Locale, "account, refused"));

        var second = page.GetByRole(AriaRole.Region, new() { Name = words.SecondFactor });
        await second.GetByRole(AriaRole.Button).First.ClickAsync();
        var secret = (await second.Locator("code").TextContentAsync())!.Replace(" ", string.Empty, StringComparison.Ordinal);
        found.AddRange(await Axe.FindEverywhereAsync(page, scene.Locale, "second factor"));
        await second.Locator("input[autocomplete=one-time-code]").FillAsync(Totp.Code(secret, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30));
        await second.Locator("input[type=password]").FillAsync(BackOffice.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("recovery-codes")).ToBeVisibleAsync();
        found.AddRange(await Axe.FindEverywhereAsync(page, scene.Locale, "recovery codes"));
        Axe.Verify(found);
    });

    [Fact]
    public Task Forms_of_admins_for_people_teams_and_programs_have_no_violations() => PlayAtOnce(async scene =>
    {
        await using var crowd = new Crowd(scene);
        await crowd.ComesAsync("Kenji", scene.Words.Question);
        var team = await scene.Office.PostAsync("/api/teams", new { name = "Night shift" });
        var token = await scene.Office.PostAsync("/api/api-tokens", new { name = "CRM", role = "agent" });
        Assert.NotNull(token["token"]);
        var customer = (await scene.Office.GetAsync("/api/contacts"))["items"]![0]!["id"];
        var rule = (await scene.Office.GetAsync("/api/auto-replies"))["items"]!.AsArray().First(r => (string?)r!["name"] == "Order status")!["id"];
        var page = (await scene.AdminAsync()).Page;
        var found = new List<string>();
        foreach (var path in new[] { $"admin/teams/{team["id"]}", "admin/api-tokens/new", "admin/api-tokens", "admin/tags", $"admin/auto-replies/{rule}", $"people/{customer}" })
        {
            await page.GotoAsync(new Uri(scene.Server, $"/console/{path}").ToString());
            await Expect(page.Locator("#main h1, #main h2, [role=dialog] h2").First).ToBeVisibleAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            found.AddRange(await Axe.FindEverywhereAsync(page, scene.Locale, path));
        }

        Axe.Verify(found);
    });
}
