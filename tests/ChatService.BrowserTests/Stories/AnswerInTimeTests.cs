using System.Globalization;
using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class AnswerInTimeTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task A_customer_asks_and_is_answered_inside_thirty_seconds() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();

        await customer.AskAsync();
        await Expect(customer.Status).ToHaveTextAsync(words.NobodyAtTheDesk);

        await lin.BecomesAvailableAsync();
        await Expect(customer.Status).ToContainTextAsync(words.YouAreNext);
        await Expect(lin.Offer).ToContainTextAsync(words.Question);
        await Expect(lin.Offer.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new Regex(words.OfferSeconds));
        await lin.AcceptsAsync();
        await lin.SeesOnce(words.Question);
        await lin.WriteAsync(words.Answer);

        await customer.SeesOnce(words.Answer);
        await customer.Sees(string.Format(CultureInfo.InvariantCulture, words.HasJoined, "Lin Wei"));
        await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
        await Expect(customer.Status).ToHaveTextAsync(words.HereWithYou);

        var clock = await scene.Office.FirstResponseAsync(await scene.Office.NewestConversationAsync());
        Assert.Equal("met", (string?)clock["outcome"]);
        Assert.InRange((double)clock["wallSeconds"]!, 0, 30);
    });

    [Fact]
    public Task Each_side_sees_what_the_other_is_typing_and_has_read() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();

        await Expect(customer.Panel.Locator("p.state").Last).ToHaveTextAsync(words.Read);

        await lin.TypeAsync(words.Answer);
        await Expect(customer.Panel.Locator(".typing")).ToBeVisibleAsync();
        await lin.Page.Keyboard.PressAsync("Enter");
        await customer.SeesOnce(words.Answer);
        await Expect(customer.Panel.Locator(".typing")).ToHaveCountAsync(0);
        await lin.Sees(words.Read);

        // Not sent, and yet on the agent's screen.
        await customer.TypeAsync("2 × 30 cm");
        await lin.SeesOnce("2 × 30 cm");
        Assert.DoesNotContain("2 × 30 cm", await scene.Office.SaidAsync(await scene.Office.NewestConversationAsync()));
    });
}
