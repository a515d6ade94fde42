using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class OfferTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task A_declined_offer_goes_to_the_next_agent() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var mei = await scene.AgentAsync("Mei Tan");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();

        await customer.AskAsync();
        await Expect(lin.Offer).ToContainTextAsync(scene.Words.Question);
        await mei.BecomesAvailableAsync();
        await Expect(mei.Offer).ToHaveCountAsync(0);
        await lin.DeclinesAsync();

        await Expect(mei.Offer).ToContainTextAsync(scene.Words.Question);
        await mei.AcceptsAsync();
        await Expect(customer.Title).ToHaveTextAsync("Mei Tan");
        await Expect(lin.Offer).ToHaveCountAsync(0);
    });

    [Fact]
    public Task A_slip_declines_nothing_and_what_was_declined_can_be_taken_after_all() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await Expect(lin.AcceptButton).ToBeEnabledAsync();

        await lin.Page.Keyboard.PressAsync("Escape");
        await lin.Page.Keyboard.PressAsync("Escape");
        await Expect(lin.Offer).ToHaveCountAsync(1);
        await lin.Page.Keyboard.PressAsync("Alt+Shift+D");
        await Expect(lin.Offer).ToHaveCountAsync(0);
        await lin.Page.GetByRole(AriaRole.Button, new() { Name = scene.Words.TakeAfterAll }).ClickAsync();

        await lin.CanReplyAsync();
        await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
    });

    [Fact]
    public Task A_suspended_agent_reads_so_after_a_reload_and_lifts_it_with_one_press() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(6);
        await scene.Office.EditInboxAsync(inbox => inbox["routing"]!["maxMisses"] = 1);
        var lin = await scene.AgentAsync("Lin Wei");
        await lin.BecomesAvailableAsync();
        await using var crowd = new Crowd(scene);
        await crowd.ComesAsync("Kenji", scene.Words.Question);
        await Expect(lin.Offer).ToBeVisibleAsync();
        var bar = lin.Page.GetByText(scene.Words.NotResponding);
        await Expect(bar).ToBeVisibleAsync();

        await lin.ReturnAsync();
        await Expect(bar).ToBeVisibleAsync();
        await Expect(lin.Offer).ToHaveCountAsync(0);

        await scene.Office.OffersLastAsync(120);
        await lin.Page.GetByRole(AriaRole.Button, new() { Name = scene.Words.IAmHere, Exact = true }).ClickAsync();
        await Expect(bar).ToHaveCountAsync(0);
        await lin.ReturnAsync();
        await Expect(bar).ToHaveCountAsync(0);
    });

    [Fact]
    public Task On_a_phone_an_offer_covers_neither_the_tabs_nor_the_first_rows() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        await lin.BecomesAvailableAsync();
        await using var crowd = new Crowd(scene);
        await crowd.ComesAsync("Kenji", scene.Words.Question);
        await crowd.ComesAsync("Marie", scene.Words.Question);
        await lin.Page.SetViewportSizeAsync(390, 844);
        await Expect(lin.Offer).ToBeVisibleAsync();

        // A click waits until nothing else would receive it.
        await lin.Page.GetByRole(AriaRole.Tab, new() { Name = scene.Words.QueueTab }).ClickAsync();
        await lin.Rows.First.ClickAsync();
        await Expect(lin.Title).ToBeVisibleAsync();
        await lin.Composer.ClickAsync();
        await Expect(lin.Offer).ToBeVisibleAsync();
    });

    [Fact]
    public Task An_offer_that_runs_out_goes_to_the_next_agent() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(6);
        var lin = await scene.AgentAsync("Lin Wei");
        var mei = await scene.AgentAsync("Mei Tan");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();

        await customer.AskAsync();
        await Expect(lin.Offer).ToContainTextAsync(scene.Words.Question);
        await scene.Office.OffersLastAsync(120);
        await mei.BecomesAvailableAsync();

        await lin.WasTold(scene.Words.OfferRanOut);
        await Expect(lin.Offer).ToHaveCountAsync(0);
        await Expect(mei.Offer).ToContainTextAsync(scene.Words.Question);
        await mei.AcceptsAsync();
        await Expect(customer.Title).ToHaveTextAsync("Mei Tan");
    });

    [Fact]
    public Task An_offer_is_seen_and_accepted_on_another_page_and_on_a_phone() => PlayAtOnce(async scene =>
    {
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        await lin.BecomesAvailableAsync();
        await lin.Page.GetByRole(AriaRole.Link, new() { Name = scene.Words.Search, Exact = true }).ClickAsync();
        await Expect(lin.Page.GetByRole(AriaRole.Tab)).ToHaveCountAsync(0);

        var customer = await scene.CustomerAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();
        await lin.SeesOnce(scene.Words.Question);

        // One pane at a time: the list, with its offers, is out of sight.
        await lin.Page.SetViewportSizeAsync(390, 844);
        var other = await scene.CustomerAsync(who: "other customer");
        await other.AskAsync();
        await lin.AcceptsAsync();
        await Expect(other.Title).ToHaveTextAsync("Lin Wei");
    });
}
