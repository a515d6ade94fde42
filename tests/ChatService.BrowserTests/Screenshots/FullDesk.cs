using ChatService.BrowserTests.Kit;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Screenshots;

/// <summary>Pictures of the busiest desk there may be: thirty conversations of one agent, some answered, some waiting, some without a name.</summary>
public static class FullDesk
{
    private const int Customers = 30;

    /// <summary>On a server of its own.</summary>
    public static async Task SaveAsync(IBrowser browser, string locale, Camera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        var talk = Talk.In(locale);
        await using var scene = await Scene.OpenAsync(browser, locale, Roomy.Limits);
        await scene.Office.EditInboxAsync(inbox => inbox["routing"]!["mode"] = "auto_accept");
        var console = await scene.AgentAsync(talk.AgentName, capacity: Customers);
        await console.BecomesAvailableAsync();
        await using var crowd = new Crowd(scene);
        for (var n = 0; n < Customers; n++)
        {
            var (name, says) = talk.Others[n % talk.Others.Count];
            await crowd.ComesAsync(n % 5 == 4 ? null : name, says);
        }

        await console.ListAsync(scene.Words.MineTab);
        await Expect(console.Rows.Nth(8)).ToBeVisibleAsync();
        await camera.TakeAsync(console.Page, "console-10-full-list");
        for (var n = 0; n < 4; n++)
        {
            await console.Page.Keyboard.PressAsync("Alt+j");
            await console.CanReplyAsync();
            await console.WriteAsync(talk.Answer);
            await console.SeesOnce(talk.Answer);
        }

        await camera.TakeAsync(console.Page, "console-11-full-desk");
    }
}
