using System.Globalization;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class HandOverTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Note = "She ordered twice, #4471";

    [Fact]
    public Task A_transfer_takes_its_note_to_the_colleague_and_never_to_the_customer() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var mei = await scene.AgentAsync("Mei Tan");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();
        await mei.BecomesAvailableAsync();

        var id = await scene.Office.NewestConversationAsync();
        var handedOver = string.Format(CultureInfo.InvariantCulture, words.HandedOver, "Lin Wei", "Mei Tan");

        await lin.TransfersAsync("Mei Tan", Note);
        // It can be taken back for some seconds, in which nobody hears of it.
        await Expect(lin.UndoBars).ToBeVisibleAsync();
        await customer.SeesNo(handedOver);
        await Expect(lin.UndoBars).ToHaveCountAsync(0);

        // Then Mei has it: nothing is offered and nothing is accepted.
        await customer.Sees(handedOver);
        await Expect(customer.Title).ToHaveTextAsync("Mei Tan");
        await mei.OpenAsync(id);
        await Expect(mei.Offer).ToHaveCountAsync(0);
        await Expect(mei.Handover).ToContainTextAsync(Note);
        await mei.SeesOnce(Note);
        await mei.WriteAsync(words.Answer);

        await customer.SeesOnce(words.Answer);
        await Expect(mei.Handover).ToHaveCountAsync(0);
        await Expect(customer.Title).ToHaveTextAsync("Mei Tan");
        await customer.SeesNo(Note);

        // Not on the screen, and not in anything that ever came over the wire.
        Assert.DoesNotContain(customer.Heard, frame => frame.Contains("#4471", StringComparison.Ordinal));
        Assert.Contains(customer.Heard, frame => frame.Contains("MessageAppended", StringComparison.Ordinal));
    });

    [Fact]
    public Task An_agent_whose_browser_dies_gives_the_conversation_back_and_another_takes_it() => PlayAtOnce(
        async scene =>
        {
            var words = scene.Words;
            await scene.Office.OffersLastAsync(120);
            var lin = await scene.AgentAsync("Lin Wei");
            var mei = await scene.AgentAsync("Mei Tan");
            var customer = await scene.CustomerAsync();
            await lin.BecomesAvailableAsync();
            await customer.AskAsync();
            await lin.AcceptsAsync();
            await Expect(customer.Title).ToHaveTextAsync("Lin Wei");
            var id = await scene.Office.NewestConversationAsync();
            var before = await scene.Office.ConversationAsync(id);

            await lin.Page.Context.CloseAsync();

            await customer.Sees(words.FindingSomeoneElse);
            await Expect(customer.Title).Not.ToHaveTextAsync("Lin Wei");
            var waiting = await scene.Office.ConversationAsync(id);
            Assert.Equal("queued", (string?)waiting["state"]);
            Assert.Equal((string?)before["createdAt"], (string?)waiting["queuedAt"]);

            await mei.BecomesAvailableAsync();
            await mei.AcceptsAsync();
            await mei.SeesOnce(words.Question);
            await mei.WriteAsync(words.Answer);
            await customer.SeesOnce(words.Answer);
            await Expect(customer.Title).ToHaveTextAsync("Mei Tan");
        },
        new Dictionary<string, string> { ["Presence:GraceSeconds"] = "2" });
}
