using System.Globalization;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Busy;

/// <summary>A supervisor with the wall on one page and the desk on another: whispers, takes over, sets a colleague's status.</summary>
public sealed class BusySupervisor(ConsolePage wall, ConsolePage desk, BackOffice office, Words words, string name)
{
    /// <summary>The wall's page.</summary>
    public IPage Wall => wall.Page;

    /// <summary>The desk's page.</summary>
    public IPage Desk => desk.Page;

    /// <summary>What the wall showed.</summary>
    public BusyScreen Screen { get; } = new();

    /// <summary>What was done.</summary>
    public (int Whispers, int TakeOvers, int Statuses) Work { get; private set; }

    /// <summary>Opens the wall and records it.</summary>
    public async Task WatchesAsync(Uri server)
    {
        await wall.Page.GotoAsync(new Uri(server, "/console/reports/wall").ToString());
        await Screen.ListenAsync(wall.Page, new Dictionary<string, (string, string?)>
        {
            ["waiting"] = ("#main a[href*='waiting=any'] span:first-child", null),
            ["breach"] = ($"section[aria-label='{words.Breaches}'] li a", "href"),
        });
    }

    /// <summary>Opens a colleague's conversation; the composer writes notes there, which no customer sees. False when the colleague has none.</summary>
    public async Task<bool> WhispersAsync(BusyAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (await agent.ServesAsync() is not [var first, ..])
        {
            return false;
        }

        await desk.ReturnAsync(first);
        var whisper = string.Format(CultureInfo.InvariantCulture, words.WhisperTo, agent.Name);
        await Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = whisper, Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await desk.WriteAsync($"Try the warehouse ({Work.Whispers})");
        await desk.SeesOnce($"Try the warehouse ({Work.Whispers})");
        Work = Work with { Whispers = Work.Whispers + 1 };
        return true;
    }

    /// <summary>Takes the conversation that has waited longest, from the queue or from a colleague, and answers. False when no customer waits.</summary>
    public async Task<bool> RescuesAsync()
    {
        var rows = (await office.GetAsync("/api/conversations?view=all&limit=100"))["items"]!.AsArray();
        var longest = rows.Where(row => row!["awaitingSince"] is not null && (string?)row["state"] is "queued" or "offered" or "active")
            .MinBy(row => (DateTimeOffset)row!["awaitingSince"]!);
        if (longest is null)
        {
            return false;
        }

        await desk.ReturnAsync((Guid)longest["conversationId"]!);
        await desk.TakesAsync();
        await desk.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{name} is {BusyAgent.Signature} (0)"));
        Work = Work with { TakeOvers = Work.TakeOvers + 1 };
        return true;
    }

    /// <summary>Sends a colleague to a break and calls the colleague back, by the menu of the wall.</summary>
    public async Task SendsForTeaAsync(BusyAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await SetAsync(agent, words.WallAway);
        await Expect(agent.Console.StatusButton(words.Away)).ToBeVisibleAsync();
        await SetAsync(agent, words.WallAvailable);
        await Expect(agent.Console.StatusButton(words.Available)).ToBeVisibleAsync();
        Work = Work with { Statuses = Work.Statuses + 2 };
    }

    private async Task SetAsync(BusyAgent agent, string status)
    {
        var menu = string.Format(CultureInfo.InvariantCulture, words.SetStatusOf, agent.Name);
        await wall.Page.GetByRole(AriaRole.Button, new() { Name = menu, Exact = true }).ClickAsync();
        await wall.Page.GetByRole(AriaRole.Menuitem, new() { Name = status, Exact = true }).ClickAsync();
    }
}
