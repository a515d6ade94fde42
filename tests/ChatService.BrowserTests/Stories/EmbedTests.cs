using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

/// <summary>What the website that embeds the widget relies on.</summary>
public sealed class EmbedTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task Before_the_first_click_there_is_no_session_no_socket_and_no_cookie() => PlayAtOnce(async scene =>
    {
        var person = await scene.PersonAsync();
        var customer = await scene.CustomerAsync(person: person);
        await Expect(customer.Launcher).ToBeVisibleAsync();
        await customer.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(customer.Launcher).ToHaveAccessibleNameAsync(scene.Words.OpenChat);

        Assert.DoesNotContain(customer.Asked, path => path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/hubs/", StringComparison.Ordinal));
        Assert.Contains("/widget.js", customer.Asked);
        Assert.Empty(customer.Sockets);
        Assert.Empty(await person.CookiesAsync());

        await customer.OpenAsync();
        await Expect(customer.Panel).ToBeVisibleAsync();
        Assert.Contains("/api/widget/session", customer.Asked);
        Assert.Empty(await person.CookiesAsync());
    });

    [Fact]
    public Task The_page_opens_hears_counts_and_removes_the_chat() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        await lin.BecomesAvailableAsync();
        var customer = await scene.CustomerAsync();
        var page = customer.Page;
        await page.WaitForFunctionAsync("() => window.ChatService");
        await page.EvaluateAsync("""
            () => {
              window.heard = [];
              window.listener = (count) => window.heard.push(`unread ${count}`);
              ChatService.on("open", () => window.heard.push("open"));
              ChatService.on("close", () => window.heard.push("close"));
              ChatService.on("message", ({ text }) => window.heard.push(`message ${text}`));
              return ChatService.on("unread", window.listener);
            }
            """);

        await page.EvaluateAsync("() => ChatService.open()");
        await Expect(customer.Panel).ToBeVisibleAsync();
        await customer.Sees(words.Greeting);
        await customer.WriteAsync(words.Question);
        await lin.AcceptsAsync();
        await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
        await page.EvaluateAsync("() => ChatService.close()");
        await Expect(customer.Panel).ToBeHiddenAsync();
        await lin.WriteAsync(words.Answer);

        await Expect(page.Locator("#chatservice .preview")).ToContainTextAsync(words.Answer);
        Assert.True(await page.EvaluateAsync<int>("() => ChatService.unread()") > 0);
        var heard = await page.EvaluateAsync<string[]>("() => window.heard");
        Assert.Contains("open", heard);
        Assert.Contains("close", heard);
        Assert.Contains($"message {words.Answer}", heard);
        Assert.Contains(heard, line => line.StartsWith("unread ", StringComparison.Ordinal));

        await page.EvaluateAsync("() => ChatService.off('unread', window.listener)");
        await page.EvaluateAsync("() => { window.heard = []; return ChatService.toggle(); }");
        await Expect(customer.Panel).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("async () => (await ChatService.unread()) === 0");
        Assert.DoesNotContain(await page.EvaluateAsync<string[]>("() => window.heard"), line => line.StartsWith("unread ", StringComparison.Ordinal));

        await page.EvaluateAsync("() => ChatService.remove()");
        await page.WaitForFunctionAsync("() => !window.ChatService && !document.querySelector('#chatservice')");
        await page.WaitForFunctionAsync("() => document.body.style.length === 0 && document.documentElement.style.length === 0 && document.adoptedStyleSheets.length === 0");
        await customer.AllSocketsClosed();
    });

    [Fact]
    public Task The_launcher_keeps_clear_of_a_bar_by_the_style_sheet_of_the_page() => PlayAtOnce(async scene =>
    {
        var customer = await scene.CustomerAsync();
        await Expect(customer.Launcher).ToBeVisibleAsync();
        await customer.Page.EvaluateAsync("""
            () => {
              const style = document.createElement("style");
              style.textContent = ":root:has(#cookies) { --chatservice-offset-y: 160px; }";
              const bar = document.createElement("div");
              bar.id = "cookies";
              Object.assign(bar.style, { position: "fixed", inset: "auto 0 0 0", height: "140px", background: "#fff" });
              document.head.append(style);
              document.body.append(bar);
            }
            """);

        var (launcher, bar) = (await customer.Launcher.BoundingBoxAsync(), await customer.Page.Locator("#cookies").BoundingBoxAsync());
        Assert.True(launcher!.Y + launcher.Height <= bar!.Y, $"{launcher.Y + launcher.Height} > {bar.Y}");

        await customer.Page.EvaluateAsync("() => document.querySelector('#cookies').remove()");
        Assert.True((await customer.Launcher.BoundingBoxAsync())!.Y > launcher.Y);
    });

    [Fact]
    public Task The_preview_of_an_answer_leaves_the_buttons_of_a_cookie_bar_free() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        await lin.BecomesAvailableAsync();
        var customer = await scene.CustomerAsync();
        var page = customer.Page;
        await page.EvaluateAsync("""
            () => {
              const bar = document.createElement("div");
              bar.id = "cookies";
              Object.assign(bar.style, { position: "fixed", inset: "auto 0 0 0", height: "140px", background: "#fff", textAlign: "right" });
              const accept = document.createElement("button");
              accept.textContent = "Accept";
              Object.assign(accept.style, { position: "absolute", right: "40px", top: "20px" });
              accept.onclick = () => { window.accepted = true; };
              bar.append(accept);
              document.body.append(bar);
            }
            """);
        await customer.AskAsync();
        await lin.AcceptsAsync();
        await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
        await page.EvaluateAsync("() => ChatService.close()");
        await lin.WriteAsync(words.Answer);
        var preview = page.Locator("#chatservice .preview");
        await Expect(preview).ToContainTextAsync(words.Answer);

        var (bubble, bar) = (await preview.BoundingBoxAsync(), await page.Locator("#cookies").BoundingBoxAsync());
        Assert.True(bubble!.Y + bubble.Height <= bar!.Y, $"{bubble.Y + bubble.Height} > {bar.Y}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.accepted"));
    });
}
