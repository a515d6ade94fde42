using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class OfferTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [MemberData(nameof(Locales))]
    public Task A_declined_offer_goes_to_the_next_agent(string locale) => Play(locale, async scene =>
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

    [Theory]
    [MemberData(nameof(Locales))]
    public Task An_offer_that_runs_out_goes_to_the_next_agent(string locale) => Play(locale, async scene =>
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
}
