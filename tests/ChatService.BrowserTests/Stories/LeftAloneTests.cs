using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

/// <summary>On the real clock: what happens by itself in the first thirty seconds of silence.</summary>
public sealed class LeftAloneTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task A_customer_whom_nobody_takes_is_told_that_nobody_is_there_and_a_supervisor_hears_of_it() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var supervisor = await scene.AgentAsync("Mei Tan", role: "supervisor");
        await supervisor.ListAsync(words.QueueTab);
        var customer = await scene.CustomerAsync();

        await customer.AskAsync();
        await Expect(supervisor.Rows).ToHaveCountAsync(1);

        await Expect(customer.Status).ToHaveTextAsync(words.NobodyAtTheDesk);
        await supervisor.WasTold(words.IsDueIn);
        await supervisor.WasTold(words.WasMissed);
        await Expect(supervisor.Rows.Locator("[data-warmth=over]").First).ToBeVisibleAsync();
        await Expect(customer.Panel.GetByRole(AriaRole.Button, new() { Name = words.LeaveNumber })).ToBeVisibleAsync();

        var clock = await scene.Office.FirstResponseAsync(await scene.Office.NewestConversationAsync());
        Assert.Equal("breached", (string?)clock["outcome"]);
        Assert.Equal("waiting_no_agent", (string?)clock["cause"]);
        await DrillsDownAsync(scene, supervisor.Page);
    });

    [Fact]
    public Task An_agent_who_accepts_and_is_silent_is_warned_before_the_supervisor_and_missed_at_thirty() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var lin = await scene.AgentAsync("Lin Wei");
        var supervisor = await scene.AgentAsync("Mei Tan", role: "supervisor");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();

        await customer.AskAsync();
        await lin.AcceptsAsync();

        await lin.WasTold(words.IsDueIn);
        Assert.False(await supervisor.Page.EvaluateAsync<bool>("text => window.toasts.some((toast) => toast.includes(text))", words.WasMissed));
        await supervisor.WasTold(words.IsDueIn);
        await supervisor.WasTold(words.WasMissed);
        await lin.WasTold(words.WasMissed);
        await Expect(lin.Page.Locator("#main header [data-warmth=over]")).ToBeVisibleAsync();

        var clock = await scene.Office.FirstResponseAsync(await scene.Office.NewestConversationAsync());
        Assert.Equal("breached", (string?)clock["outcome"]);
        Assert.Equal("accepted_not_answered", (string?)clock["cause"]);

        // Late is better than never, and stays a miss.
        await lin.WriteAsync(words.Answer);
        await customer.SeesOnce(words.Answer);
        Assert.Equal("breached", (string?)(await scene.Office.FirstResponseAsync(await scene.Office.NewestConversationAsync()))["outcome"]);
    });

    /// <summary>From the cause in the report to the one conversation behind it.</summary>
    private static async Task DrillsDownAsync(Scene scene, IPage page)
    {
        var conversation = await scene.Office.NewestConversationAsync();
        await page.GotoAsync(new Uri(scene.Server, "/console/reports/service-level").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = scene.Words.NobodyFree, Exact = true }).ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog, new() { Name = scene.Words.NobodyFree });
        await Expect(drawer.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await drawer.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/console/c/{conversation}$"));
    }
}
