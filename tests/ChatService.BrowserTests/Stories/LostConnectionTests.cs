using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class LostConnectionTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly Dictionary<string, string> Patient = new() { ["Presence:GraceSeconds"] = "300" };

    [Fact]
    public Task A_customer_loses_the_network_and_nothing_is_lost_or_doubled() => PlayAtOnce(
        async scene =>
        {
            var wire = scene.Wire();
            await scene.Office.OffersLastAsync(120);
            var lin = await scene.AgentAsync("Lin Wei");
            var customer = await scene.CustomerAsync(wire);
            await lin.BecomesAvailableAsync();
            await customer.AskAsync();
            await lin.AcceptsAsync();
            await lin.WriteAsync("one");
            await customer.SeesOnce("one");

            wire.Cut();
            await customer.WriteAsync("two");
            await customer.WriteAsync("three");
            await lin.WriteAsync("four");
            await customer.Sees(scene.Words.ConnectionLost);
            await customer.SeesOnce("two");
            await lin.SeesOnce("four");
            wire.Mend();

            await customer.SeesOnce("four");
            await lin.SeesOnce("three");
            await customer.SeesNo(scene.Words.ConnectionLost);
            string[] said = [scene.Words.Question, "one", "four", "two", "three"];
            Assert.Equal(said, await scene.Office.SaidAsync(await scene.Office.NewestConversationAsync()));
            foreach (var text in said)
            {
                await customer.SeesOnce(text);
                await lin.SeesOnce(text);
            }
        },
        Patient);

    [Fact]
    public Task An_agent_loses_the_network_and_nothing_is_lost_or_doubled() => PlayAtOnce(
        async scene =>
        {
            var wire = scene.Wire();
            await scene.Office.OffersLastAsync(120);
            var lin = await scene.AgentAsync("Lin Wei", wire);
            var customer = await scene.CustomerAsync();
            await lin.BecomesAvailableAsync();
            await customer.AskAsync();
            await lin.AcceptsAsync();
            await lin.WriteAsync("one");
            await customer.SeesOnce("one");

            wire.Cut();
            await lin.WriteAsync("two");
            await lin.WriteAsync("three");
            await customer.WriteAsync("four");
            await lin.SeesOnPage(scene.Words.LinkLost);
            await lin.SeesOnce("two");
            wire.Mend();

            await lin.SeesOnce("four");
            await customer.SeesOnce("three");
            await Expect(lin.Page.GetByText(scene.Words.LinkLost)).ToHaveCountAsync(0);
            string[] said = [scene.Words.Question, "one", "four", "two", "three"];
            Assert.Equal(said, await scene.Office.SaidAsync(await scene.Office.NewestConversationAsync()));
            foreach (var text in said)
            {
                await customer.SeesOnce(text);
                await lin.SeesOnce(text);
            }
        },
        Patient);

    [Fact]
    public Task Messages_that_were_not_sent_survive_a_reload_and_arrive_once() => PlayAtOnce(
        async scene =>
        {
            var wire = scene.Wire();
            await scene.Office.OffersLastAsync(120);
            var lin = await scene.AgentAsync("Lin Wei");
            var customer = await scene.CustomerAsync(wire);
            await lin.BecomesAvailableAsync();
            await customer.AskAsync();
            await lin.AcceptsAsync();

            wire.Cut();
            await customer.WriteAsync("one");
            await customer.WriteAsync("two");
            await customer.SeesOnce("two");
            await customer.LeaveAsync();
            wire.Mend();
            await customer.GoAsync();

            // The chat was open, so it opens again by itself.
            await customer.SeesOnce("two");
            await lin.SeesOnce("two");
            await customer.SeesOnce("one");
            await lin.SeesOnce("one");
            Assert.Equal([scene.Words.Question, "one", "two"], await scene.Office.SaidAsync(await scene.Office.NewestConversationAsync()));
        },
        Patient);

    [Fact]
    public Task Two_tabs_of_a_customer_agree() => PlayAtOnce(async scene =>
    {
        var person = await scene.PersonAsync();
        var first = await scene.CustomerAsync(person: person, who: "first tab");
        await first.AskAsync();
        var second = await scene.CustomerAsync(person: person, who: "second tab");

        await second.SeesOnce(scene.Words.Question);
        await second.WriteAsync("from the second");
        await first.SeesOnce("from the second");
        await first.WriteAsync("from the first");
        await first.HasSent("from the first");
        await second.HasSent("from the first");
        await second.HasSent("from the second");
        Assert.Equal([scene.Words.Question, "from the second", "from the first"], await scene.Office.SaidAsync(await scene.Office.NewestConversationAsync()));

        await first.Panel.GetByRole(AriaRole.Button, new() { Name = scene.Words.CloseChat }).ClickAsync();
        await Expect(second.Panel).ToBeHiddenAsync();
    });
}
