using System.Globalization;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Kit;

/// <summary>The console, as an agent uses it.</summary>
public sealed class ConsolePage(IPage page, Words words, Uri address)
{
    /// <summary>The page itself.</summary>
    public IPage Page => page;

    /// <summary>The card of an open offer.</summary>
    public ILocator Offer => page.GetByRole(AriaRole.Region, new() { Name = words.Offer, Exact = true }).GetByRole(AriaRole.Article);

    /// <summary>The messages of the open conversation.</summary>
    public ILocator Log => page.Locator("#main [role=log]");

    /// <summary>The rows of the list in sight.</summary>
    public ILocator Rows => page.Locator("#conversation-list a[href*='/c/']");

    /// <summary>Whose conversation is open.</summary>
    public ILocator Title => page.Locator("#conversation-title");

    /// <summary>Where a reply or a note is written.</summary>
    public ILocator Composer => page.Locator("section[aria-labelledby=conversation-title]").GetByRole(AriaRole.Textbox);

    /// <summary>Who signed in.</summary>
    public string Email { get; private set; } = string.Empty;

    /// <summary>Opens the console and signs in.</summary>
    public async Task SignInAsync(string email, string password)
    {
        Email = email;
        // Toasts live for seconds; stories read all that were ever shown.
        await page.AddInitScriptAsync("""
            window.toasts = [];
            new MutationObserver((changes) => {
              for (const { addedNodes } of changes)
                for (const node of addedNodes)
                  if (node instanceof Element && node.closest(".mantine-Notifications-root")) window.toasts.push(node.textContent);
            }).observe(document, { childList: true, subtree: true });
            """);
        await page.GotoAsync(address.ToString());
        await page.GetByLabel(words.Email, new() { Exact = true }).FillAsync(email);
        await page.GetByRole(AriaRole.Textbox, new() { Name = words.Password, Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = words.SignIn, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = words.QueueTab })).ToBeVisibleAsync();
    }

    /// <summary>Leaves the console and comes back.</summary>
    public async Task ReturnAsync(Guid? conversationId = null)
    {
        await page.GotoAsync(new Uri(address, conversationId is { } id ? $"c/{id}" : string.Empty).ToString());
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = words.QueueTab })).ToBeVisibleAsync();
    }

    /// <summary>Chooses a status in the rail.</summary>
    public async Task StatusAsync(string status)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(string.Format(CultureInfo.InvariantCulture, words.MyStatus, string.Empty)) }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = status, Exact = true }).ClickAsync();
        await Expect(StatusButton(status)).ToBeVisibleAsync();
    }

    /// <summary>The button in the rail, as it reads in that status.</summary>
    public ILocator StatusButton(string status) =>
        page.GetByRole(AriaRole.Button, new() { Name = string.Format(CultureInfo.InvariantCulture, words.MyStatus, status), Exact = true });

    /// <summary>Ready for customers.</summary>
    public Task BecomesAvailableAsync() => StatusAsync(words.Available);

    /// <summary>Accepts the offer and is in the conversation.</summary>
    public async Task AcceptsAsync()
    {
        var before = page.Url;
        await Offer.GetByRole(AriaRole.Button, new() { Name = words.Accept, Exact = true }).ClickAsync();
        // Not by waiting for a navigation: one that ends between the look at the address and the waiting would never come.
        await Expect(page).Not.ToHaveURLAsync(before);
        await Expect(page).ToHaveURLAsync(new Regex("/console/c/"));
        await CanReplyAsync();
    }

    /// <summary>The conversation is open and ours: the composer is for the customer.</summary>
    public Task CanReplyAsync() => Expect(Composer).ToHaveAccessibleNameAsync(new Regex(words.MessageTo));

    /// <summary>Takes the conversation that is offered.</summary>
    public ILocator AcceptButton => Offer.GetByRole(AriaRole.Button, new() { Name = words.Accept, Exact = true });

    /// <summary>Opens one of the agent's own conversations from the list.</summary>
    public async Task OpenAsync(Guid conversation)
    {
        if (!page.Url.EndsWith($"/c/{conversation}", StringComparison.Ordinal))
        {
            await ListAsync(words.MineTab);
            await page.Locator($"#conversation-list a[href$='/c/{conversation}']").ClickAsync();
        }

        await CanReplyAsync();
    }

    /// <summary>Closes the open conversation.</summary>
    public Task ClosesAsync() => HeadButton(words.Close).ClickAsync();

    /// <summary>Declines the offer.</summary>
    public async Task DeclinesAsync()
    {
        await Offer.GetByRole(AriaRole.Button, new() { Name = words.Decline, Exact = true }).ClickAsync();
        await Expect(Offer).ToHaveCountAsync(0);
    }

    /// <summary>Reply or private note.</summary>
    public async Task HasModeAsync(string mode)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = mode, Exact = true });
        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>Writes in the composer without sending.</summary>
    public async Task TypeAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.FocusAsync();
    }

    /// <summary>Writes to the customer and sends with Enter.</summary>
    public async Task WriteAsync(string text)
    {
        await TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>A text is in the open conversation.</summary>
    public Task Sees(string text) => Expect(Log.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>A message with exactly this text, once.</summary>
    public Task SeesOnce(string text) => Expect(Log.GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);

    /// <summary>A text anywhere on the page.</summary>
    public Task SeesOnPage(string text) => Expect(page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>A toast with this text was shown.</summary>
    public Task WasTold(string text) => page.WaitForFunctionAsync("text => window.toasts.some((toast) => toast.includes(text))", text);

    /// <summary>Shows another list.</summary>
    public Task ListAsync(string tab) => page.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex($"^{Regex.Escape(tab)}") }).ClickAsync();

    /// <summary>A button in the head of the conversation.</summary>
    public ILocator HeadButton(string name) => page.Locator("#main header").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Takes the open conversation, from the queue or from a colleague.</summary>
    public async Task TakesAsync()
    {
        var take = page.Locator("#main header").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^({words.Take}|{words.TakeOver})$") });
        await take.ClickAsync();
        await Expect(take).ToHaveCountAsync(0);
        await CanReplyAsync();
    }

    /// <summary>How a needed skill reads beside the conversation.</summary>
    public string SkillChip(string name, int level) => string.Format(CultureInfo.InvariantCulture, words.SkillAtLeast, name, level);

    /// <summary>Says what the open conversation needs of its agent; done when the server has it.</summary>
    public async Task NeedsSkillAsync(string name, int level)
    {
        var field = page.GetByLabel(words.AddSkill, new() { Exact = true });
        await field.FillAsync(name);
        await page.GetByLabel(words.SkillLevel, new() { Exact = true }).SelectOptionAsync(level.ToString(CultureInfo.InvariantCulture));
        await page.RunAndWaitForResponseAsync(() => field.PressAsync("Enter"), answer => answer.Url.EndsWith("/skills", StringComparison.Ordinal) && answer.Ok);
        await Expect(page.GetByText(SkillChip(name, level))).ToBeVisibleAsync();
    }

    /// <summary>What can still be taken back, with its seconds.</summary>
    public ILocator UndoBars => page.Locator("[data-undo-bars]");

    /// <summary>Who handed the open conversation over to this agent, and why.</summary>
    public ILocator Handover => page.GetByRole(AriaRole.Complementary, new() { Name = words.HandedOverToYou, Exact = true });

    /// <summary>Asks to hand the conversation to a colleague, who has it when the seconds to undo are over.</summary>
    public async Task TransfersAsync(string colleague, string note)
    {
        await HeadButton(words.Transfer).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = words.TransferTo });
        await dialog.GetByText(colleague, new() { Exact = true }).ClickAsync();
        await dialog.GetByLabel(words.TransferNote).FillAsync(note);
        await dialog.GetByRole(AriaRole.Button, new() { Name = words.Transfer, Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
