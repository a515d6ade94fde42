using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Screenshots;

/// <summary>Pictures of every screen with content as it is on a working day. Nothing is checked here: people look at them.</summary>
public sealed class PictureBook : IAsyncDisposable
{
    private static readonly string[] AdminPages = ["admin", "admin/agents", "admin/teams", "admin/inboxes", "admin/auto-replies", "admin/canned-replies", "admin/sla-policies", "admin/business-hours", "admin/api-tokens", "admin/audit", "reports", "reports/service-level", "reports/wall"];

    private readonly Scene scene;
    private readonly Camera camera;
    private readonly Talk talk;
    private readonly Crowd crowd;

    private PictureBook(Scene scene, Camera camera, Talk talk)
    {
        this.scene = scene;
        this.camera = camera;
        this.talk = talk;
        crowd = new Crowd(scene);
    }

    /// <summary>Takes all pictures; 0 when done.</summary>
    public static async Task<int> SaveAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        foreach (var locale in new[] { "en", "zh-CN" })
        {
            await using var scene = await Scene.OpenAsync(chromium.Browser, locale, new Dictionary<string, string> { ["Presence:GraceSeconds"] = "300" });
            await using (var book = new PictureBook(scene, new Camera(folder, locale), Talk.In(locale)))
            {
                await book.DeskAsync();
            }

            await FullDesk.SaveAsync(chromium.Browser, locale, new Camera(folder, locale));
        }

        return 0;
    }

    public ValueTask DisposeAsync() => crowd.DisposeAsync();

    private async Task DeskAsync()
    {
        await scene.Office.OffersLastAsync(600);
        await scene.Office.HireAsync(talk.ColleagueName);
        var console = await LogInAsync();
        var customer = await scene.CustomerAsync();
        await camera.TakeAsync(customer.Page, "widget-1-launcher");
        await customer.OpenAsync();
        await camera.TakeAsync(customer.Page, "widget-2-welcome");
        await camera.TakeAsync(console.Page, "console-2-empty");

        await OthersAsync();
        await customer.WriteAsync(talk.Question);
        await customer.SeesOnce(talk.Question);
        await Expect(customer.Panel.Locator("section.card")).ToBeVisibleAsync();
        await camera.TakeAsync(customer.Page, "widget-3-queue");

        await console.ListAsync(scene.Words.QueueTab);
        await camera.TakeAsync(console.Page, "console-3-queue");
        await TalkAsync(console, customer);
        await CallbacksAsync(console);
        await AdminAsync(console);
    }

    private async Task<ConsolePage> LogInAsync()
    {
        var email = await scene.Office.HireAsync(talk.AgentName, "admin", capacity: 8);
        var page = await scene.PageAsync(await scene.PersonAsync(), "console");
        var console = new ConsolePage(page, scene.Words, new Uri(scene.Server, "/console/"));
        await page.GotoAsync(new Uri(scene.Server, "/console/").ToString());
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = scene.Words.SignIn })).ToBeVisibleAsync();
        await camera.TakeAsync(page, "console-1-login");
        await console.SignInAsync(email, BackOffice.Password);
        return console;
    }

    private async Task OthersAsync()
    {
        foreach (var (name, says) in talk.Others)
        {
            await crowd.ComesAsync(name, says);
        }
    }

    private async Task TalkAsync(ConsolePage console, WidgetPage customer)
    {
        var page = console.Page;
        await console.Rows.Filter(new() { HasText = talk.Question[..12] }).ClickAsync();
        await console.TakesAsync();
        await console.WriteAsync(talk.Answer);
        await customer.SeesOnce(talk.Answer);
        await customer.WriteAsync(talk.Reply);
        await console.SeesOnce(talk.Reply);
        await console.NeedsSkillAsync(talk.Skill, 3);
        await console.HasModeAsync(scene.Words.PrivateNote);
        await console.Composer.FillAsync(talk.Note);
        await camera.TakeAsync(page, "console-4-note");
        await page.Keyboard.PressAsync("Enter");
        await console.SeesOnce(talk.Note);
        await console.HasModeAsync(scene.Words.Reply);
        await console.TypeAsync(talk.Draft);
        await console.BecomesAvailableAsync();
        await Expect(console.Offer.First).ToBeVisibleAsync();
        await camera.TakeAsync(page, "console-5-offer");
        await camera.TakeAsync(customer.Page, "widget-4-talk");
        await console.HeadButton(scene.Words.Transfer).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(talk.ColleagueName);
        await camera.TakeAsync(page, "console-6-transfer");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await camera.TakeAsync(page, "console-7-palette");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        // A close asks while the customer waits for an answer.
        await console.WriteAsync(talk.Draft);
        await console.SeesOnce(talk.Draft);
        await console.ClosesAsync();
        await customer.Sees(scene.Words.WasItSolved);
        await customer.Panel.GetByTitle(scene.Words.Rating5).ClickAsync();
        await Expect(customer.Panel.GetByLabel(scene.Words.RatingComment)).ToBeVisibleAsync();
        await camera.TakeAsync(customer.Page, "widget-5-rating");
        await customer.Panel.GetByLabel(scene.Words.RatingComment).FillAsync(talk.Praise);
        await customer.Panel.GetByRole(AriaRole.Region, new() { Name = scene.Words.WasItSolved }).GetByRole(AriaRole.Button, new() { Name = scene.Words.RatingSend }).ClickAsync();
        await customer.Sees(scene.Words.RatingThanks);
        await camera.TakeAsync(page, "console-8-wrap-up");
    }

    private async Task CallbacksAsync(ConsolePage console)
    {
        foreach (var visitor in crowd.Visitors.Take(2))
        {
            await visitor.CallAsync<Contracts.Empty>("RequestCallback", new { conversationId = visitor.ConversationId, phone = "+49 40 555 0123", note = talk.Reply });
        }

        await console.Page.GotoAsync(new Uri(scene.Server, "/console/").ToString());
        await console.ListAsync(scene.Words.AllTab);
        await console.Page.Locator("label:has(input[value=callbacks]), input[value=callbacks] + label").First.ClickAsync();
        await Expect(console.Rows.First).ToBeVisibleAsync();
        await camera.TakeAsync(console.Page, "console-12-callbacks");
        await console.Rows.First.ClickAsync();
        await console.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await camera.TakeAsync(console.Page, "console-13-callback");
        foreach (var path in new[] { "people", "account" })
        {
            await console.Page.GotoAsync(new Uri(scene.Server, $"/console/{path}").ToString());
            await console.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await camera.TakeAsync(console.Page, $"console-{path}");
        }
    }

    private async Task AdminAsync(ConsolePage console)
    {
        var page = console.Page;
        await page.GotoAsync(new Uri(scene.Server, "/console/search").ToString());
        await page.GetByRole(AriaRole.Searchbox).Or(page.Locator("#main input")).First.FillAsync("HH-20419");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await camera.TakeAsync(page, "console-9-search");
        foreach (var path in AdminPages)
        {
            await page.GotoAsync(new Uri(scene.Server, $"/console/{path}").ToString());
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await camera.TakeAsync(page, $"office-{path.Replace('/', '-')}");
        }

        await EditorsAsync(page);
    }

    private async Task EditorsAsync(IPage page)
    {
        await scene.Office.EditInboxAsync(inbox => inbox["routing"]!["requiredSkills"] = new JsonObject { [talk.Skill] = 2 });
        var rule = await scene.Office.PostAsync("/api/auto-replies", talk.Rule);
        var inbox = (await scene.Office.GetAsync("/api/inboxes"))["items"]![0]!["id"];
        foreach (var (name, path) in new[] { ("inbox", $"inboxes/{inbox}"), ("rule", $"auto-replies/{rule["id"]}"), ("agent", "agents/new"), ("policy", "sla-policies/new"), ("hours", "business-hours/new") })
        {
            await page.GotoAsync(new Uri(scene.Server, $"/console/admin/{path}").ToString());
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await camera.TakeAsync(page, $"editor-{name}");
        }

        await page.GotoAsync(new Uri(scene.Server, $"/console/admin/inboxes/{inbox}#launcher").ToString());
        await page.Locator("#launcher").ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync(page, "editor-inbox-preview");
        await page.GotoAsync(new Uri(scene.Server, $"/console/admin/inboxes/{inbox}").ToString());
        await page.Locator("fieldset").First.ScrollIntoViewIfNeededAsync();
        await camera.TakeAsync(page, "editor-inbox-rings");
        await page.GotoAsync(new Uri(scene.Server, "/console/reports/service-level").ToString());
        await page.Locator("button").Filter(new() { HasText = scene.Words.OfferedNotAccepted }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await camera.TakeAsync(page, "report-drill-down");
    }
}
