using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;
using ChatService.Contracts;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

/// <summary>Keys do what is shown, where it is shown, and never write into a reply or end anything by a slip.</summary>
public sealed class DeskKeysTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task Letters_after_a_click_on_the_messages_go_into_the_reply() => PlayAtOnce(async scene =>
    {
        var (lin, customer) = await ServedAsync(scene);
        await lin.WriteAsync(scene.Words.Answer);
        await customer.SeesOnce(scene.Words.Answer);

        await lin.Log.ClickAsync();
        await lin.Page.Keyboard.TypeAsync("see you later");

        await Expect(lin.Composer).ToHaveValueAsync("see you later");
        await Expect(lin.HeadButton(scene.Words.Close)).ToBeVisibleAsync();

        // Ctrl+Enter sends and ends nothing.
        await lin.Page.Keyboard.PressAsync("Control+Enter");
        await customer.SeesOnce("see you later");
        await Expect(lin.HeadButton(scene.Words.Close)).ToBeVisibleAsync();
        await Expect(lin.Page.GetByRole(AriaRole.Button, new() { Name = scene.Words.Undo })).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Moving_through_the_list_keeps_the_focus_in_it_and_enter_goes_to_the_reply() => PlayAtOnce(async scene =>
    {
        var (lin, _) = await ServedAsync(scene);
        var second = await scene.CustomerAsync(who: "second customer");
        await second.AskAsync();
        await lin.AcceptsAsync();
        await Expect(lin.Rows).ToHaveCountAsync(2);
        var opened = new List<string>();

        await lin.Page.Keyboard.PressAsync("Escape");
        foreach (var key in (string[])["k", "k", "j", "ArrowUp", "j", "ArrowDown"])
        {
            await lin.Page.Keyboard.PressAsync(key);
            await Expect(lin.Page.Locator("#conversation-list a[aria-current=true]")).ToBeFocusedAsync();
            opened.Add(lin.Page.Url);
            await Expect(lin.Composer).ToHaveValueAsync(string.Empty);
        }

        Assert.Equal(2, opened.Distinct().Count());
        await lin.Page.Keyboard.PressAsync("Enter");
        await Expect(lin.Composer).ToBeFocusedAsync();
        await Expect(lin.Composer).ToHaveValueAsync(string.Empty);
    });

    [Fact]
    public Task T_takes_from_the_queue_and_the_caret_is_in_the_reply() => PlayAtOnce(async scene =>
    {
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await customer.AskAsync();
        await lin.ListAsync(scene.Words.QueueTab);
        await lin.Rows.First.ClickAsync();
        await Expect(lin.HeadButton(scene.Words.Take)).ToBeVisibleAsync();

        await lin.Page.Keyboard.PressAsync("t");

        await lin.CanReplyAsync();
        await Expect(lin.Composer).ToBeFocusedAsync();
        await Expect(lin.Composer).ToHaveValueAsync(string.Empty);
        await Expect(lin.Page.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex($"^{scene.Words.MineTab}") })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
    });

    [Fact]
    public Task A_close_by_key_is_undone_before_the_customer_hears_of_it() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var (lin, customer) = await ServedAsync(scene);

        // The customer waits for an answer: it asks.
        await lin.Page.Keyboard.PressAsync("Alt+e");
        await lin.Page.GetByRole(AriaRole.Button, new() { Name = words.AnswerFirst, Exact = true }).ClickAsync();
        await Expect(lin.Composer).ToBeFocusedAsync();
        await lin.WriteAsync(words.Answer);
        await customer.SeesOnce(words.Answer);
        // The customer may read the answer before the agent's row has stopped waiting.
        await Expect(lin.Page.Locator("#main header [data-warmth]")).ToHaveCountAsync(0);

        // With more seconds than the key gives: how fast this machine loads a page is not the question.
        await using (var same = await AgentClient.LogInAsync(scene.Server, lin.Email, BackOffice.Password))
        {
            await same.Hub.InvokeAsync("Close", new CloseRequest(await scene.Office.NewestConversationAsync(), UndoSeconds: 30)).Soon();
        }

        await Expect(lin.Page.Locator("[data-undo-bars]")).ToBeVisibleAsync();
        // The server keeps it: a reload loses nothing.
        await lin.Page.ReloadAsync();
        await Expect(lin.Page.Locator("[data-undo-bars]")).ToBeVisibleAsync();
        await lin.Page.Keyboard.PressAsync("Alt+u");
        await Expect(lin.Page.Locator("[data-undo-bars]")).ToHaveCountAsync(0);
        await Expect(lin.HeadButton(words.Close)).ToBeVisibleAsync();
        await customer.SeesNo(words.WasItSolved);

        await lin.Page.Keyboard.PressAsync("Alt+e");
        await Expect(lin.Page.Locator("[data-undo-bars]")).ToBeVisibleAsync();
        await customer.Sees(words.WasItSolved);
        await lin.HeadButton(words.Reopen).ClickAsync();
        await lin.CanReplyAsync();
        await lin.WriteAsync("One more thing");
        await customer.SeesOnce("One more thing");
    });

    [Fact]
    public Task A_message_is_quoted_without_a_pointer() => PlayAtOnce(async scene =>
    {
        var (lin, _) = await ServedAsync(scene);

        await lin.Page.Keyboard.PressAsync("Alt+m");
        await Expect(lin.Log.Locator("[data-message]:focus")).ToHaveCountAsync(1);
        await lin.Page.Keyboard.PressAsync("ArrowUp");
        while (!(await lin.Log.Locator("[data-message]:focus").InnerTextAsync()).Contains(scene.Words.Question, StringComparison.Ordinal))
        {
            var before = await lin.Log.Locator("[data-message]:focus").GetAttributeAsync("data-message");
            await lin.Page.Keyboard.PressAsync("ArrowUp");
            Assert.NotEqual(before, await lin.Log.Locator("[data-message]:focus").GetAttributeAsync("data-message"));
        }

        await lin.Page.Keyboard.PressAsync("Enter");
        await Expect(lin.Composer).ToBeFocusedAsync();
        await Expect(lin.Composer).ToHaveValueAsync($"> {scene.Words.Question}\n");
    });

    [Fact]
    public Task A_toast_covers_neither_the_head_nor_the_customer() => PlayAtOnce(async scene =>
    {
        var (lin, _) = await ServedAsync(scene);
        // A copied message says so in a toast; whether the browser may write to the clipboard is not what is asked here.
        await lin.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => undefined } })");
        await lin.Page.Keyboard.PressAsync("Alt+m");
        await Expect(lin.Log.Locator("[data-message]:focus")).ToHaveCountAsync(1);
        await lin.Page.Keyboard.PressAsync("Control+c");

        // It slides in: where it comes to rest is asked here.
        var arrived = lin.Page.Locator(".mantine-Notification-root").First;
        await arrived.ClickAsync(new() { Trial = true });
        var toast = await arrived.BoundingBoxAsync();
        foreach (var worked in (string[])["#main header", "#main aside", "#conversation-list"])
        {
            var part = await lin.Page.Locator(worked).First.BoundingBoxAsync();
            var isApart = toast!.X >= part!.X + part.Width || toast.X + toast.Width <= part.X || toast.Y >= part.Y + part.Height || toast.Y + toast.Height <= part.Y;
            Assert.True(isApart, $"{worked}: {toast.X},{toast.Y} {toast.Width}x{toast.Height} over {part.X},{part.Y} {part.Width}x{part.Height}");
        }
    });

    private static async Task<(ConsolePage Lin, WidgetPage Customer)> ServedAsync(Scene scene)
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();
        return (lin, customer);
    }
}
