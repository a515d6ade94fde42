using System.Globalization;
using ChatService.BrowserTests.Kit;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class FullDeskTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Customers = 30;

    [Fact]
    public Task An_agent_with_thirty_conversations_goes_from_who_waits_longest_to_the_next() => PlayAtOnce(
        async scene =>
        {
            var words = scene.Words;
            await scene.Office.EditInboxAsync(inbox => inbox["routing"]!["mode"] = "auto_accept");
            var lin = await scene.AgentAsync("Lin Wei", capacity: Customers);
            await lin.BecomesAvailableAsync();
            await using var crowd = new Crowd(scene);
            for (var n = 1; n <= Customers; n++)
            {
                await crowd.ComesAsync(Name(n), words.Question);
            }

            await lin.ListAsync(words.MineTab);
            await Expect(lin.Page.GetByRole(AriaRole.Tab, new() { Name = words.MineTab })).ToContainTextAsync(Customers.ToString(CultureInfo.InvariantCulture));

            await lin.Page.Keyboard.PressAsync("Alt+j");
            await Expect(lin.Title).ToHaveTextAsync(Name(1));
            await lin.WriteAsync(words.Answer);
            await lin.SeesOnce(words.Answer);
            await lin.Page.Keyboard.PressAsync("Alt+j");
            await Expect(lin.Title).ToHaveTextAsync(Name(2));

            // The list draws what is in sight; everybody is reached all the same.
            await lin.Rows.Last.ScrollIntoViewIfNeededAsync();
            await lin.Page.Locator("#conversation-list ul").EvaluateAsync("list => { list.parentElement.scrollTop = list.parentElement.scrollHeight; }");
            await Expect(lin.Rows.Last).ToBeVisibleAsync();
            Assert.InRange(await lin.Rows.CountAsync(), 8, Customers);
        },
        Roomy.Limits);

    private static string Name(int n) => $"Customer {n:00}";
}
