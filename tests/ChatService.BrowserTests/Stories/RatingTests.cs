using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class RatingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task A_closed_conversation_is_rated_and_the_agent_sees_it() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        await scene.Office.EditInboxAsync(inbox => inbox["wrapUpSeconds"] = 120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();
        await lin.WriteAsync(words.Answer);
        await customer.SeesOnce(words.Answer);

        await lin.HeadButton(words.Close).ClickAsync();
        await customer.Sees(words.WasItSolved);
        await customer.Panel.GetByText(words.SolvedYes, new() { Exact = true }).ClickAsync();
        await Expect(customer.Panel.GetByRole(AriaRole.Radio, new() { Name = words.SolvedYes, Exact = true })).ToBeCheckedAsync();
        await customer.Panel.GetByTitle(words.Rating5).ClickAsync();
        await Expect(customer.Panel.GetByRole(AriaRole.Region, new() { Name = words.WasItSolved }).GetByRole(AriaRole.Button, new() { Name = words.RatingSend })).ToBeInViewportAsync();
        await customer.Panel.GetByLabel(words.RatingComment).FillAsync("Quick and kind ♥");
        await customer.Panel.GetByRole(AriaRole.Region, new() { Name = words.WasItSolved }).GetByRole(AriaRole.Button, new() { Name = words.RatingSend }).ClickAsync();
        await customer.Sees(words.RatingThanks);

        await lin.SeesOnPage("★★★★★");
        await lin.SeesOnce("Quick and kind ♥");
        await lin.Sees(words.ClosedAsResolved);
        await Expect(customer.Panel.GetByText(words.ClosedAsResolved)).ToHaveCountAsync(0);
        var row = await scene.Office.ConversationAsync(await scene.Office.NewestConversationAsync());
        Assert.Equal(5, (int)row["rating"]!);
        Assert.True((bool)row["solved"]!);
        Assert.Equal("resolved", (string?)row["resolution"]);

        await lin.HeadButton(words.FinishWrapUp).ClickAsync();
        await Expect(lin.HeadButton(words.FinishWrapUp)).ToHaveCountAsync(0);
        Assert.Equal("closed", (string?)(await scene.Office.ConversationAsync((Guid)row["conversationId"]!))["state"]);
    });
}
