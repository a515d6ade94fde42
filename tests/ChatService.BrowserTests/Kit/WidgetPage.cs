using System.Collections.Concurrent;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Kit;

/// <summary>The demo shop with the widget in its corner, as a customer uses it.</summary>
public sealed class WidgetPage
{
    private readonly IPage page;
    private readonly Words words;
    private readonly Uri address;
    private readonly ConcurrentQueue<string> heard = new();
    private readonly ConcurrentQueue<string> asked = new();
    private readonly ConcurrentDictionary<IWebSocket, Task> sockets = new();

    /// <summary>Over a page that has not been to the shop yet.</summary>
    public WidgetPage(IPage page, Words words, Uri address)
    {
        ArgumentNullException.ThrowIfNull(page);
        this.page = page;
        this.words = words;
        this.address = address;
        Panel = page.Locator("#chatservice .panel");
        Launcher = page.Locator("#chatservice .launch");
        page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).AbsolutePath);
        page.WebSocket += (_, socket) => Follow(socket);
    }

    /// <summary>The page itself.</summary>
    public IPage Page => page;

    /// <summary>The open chat.</summary>
    public ILocator Panel { get; }

    /// <summary>The round button.</summary>
    public ILocator Launcher { get; }

    /// <summary>Every frame that came over a socket.</summary>
    public IReadOnlyCollection<string> Heard => heard;

    /// <summary>The path of every request.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>Every socket that was ever opened.</summary>
    public ICollection<IWebSocket> Sockets => sockets.Keys;

    /// <summary>Second line of the header: who is there, or the honest state.</summary>
    public ILocator Status => Panel.Locator(".head [role=status]");

    /// <summary>Who is answering.</summary>
    public ILocator Title => Panel.Locator("#cs-title");

    /// <summary>Everything that was said, in order.</summary>
    public ILocator Bubbles => Panel.Locator(".group:not(.welcome .group) .bubble");

    /// <summary>Opens the shop (again).</summary>
    public async Task GoAsync()
    {
        await page.GotoAsync(address.ToString());
        await page.Locator("#chatservice").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Leaves the shop; what was typed and not sent stays in the browser.</summary>
    public Task LeaveAsync() => page.GotoAsync("about:blank");

    /// <summary>Opens the chat as a customer does.</summary>
    public async Task OpenAsync()
    {
        await Launcher.ClickAsync();
        await Sees(words.Greeting);
    }

    /// <summary>Writes and sends with Enter.</summary>
    public async Task WriteAsync(string text)
    {
        await TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Types without sending.</summary>
    public async Task TypeAsync(string text)
    {
        var field = Panel.GetByRole(AriaRole.Textbox, new() { Name = words.YourMessage, Exact = true });
        await field.FillAsync(text);
        await field.FocusAsync();
    }

    /// <summary>A text is in the chat.</summary>
    public Task Sees(string text) => Expect(Panel.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>A bubble of its own with exactly this text, once.</summary>
    public Task SeesOnce(string text) => Expect(Bubbles.GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);

    /// <summary>A bubble with exactly this text, once, and no longer on its way.</summary>
    public Task HasSent(string text) => Expect(Panel.Locator(".bubble:not(.waiting)").GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);

    /// <summary>Nowhere in the chat.</summary>
    public Task SeesNo(string text) => Expect(Panel.GetByText(text)).ToHaveCountAsync(0);

    /// <summary>Opens the chat and asks the story's question.</summary>
    public async Task AskAsync()
    {
        await OpenAsync();
        await WriteAsync(words.Question);
        await SeesOnce(words.Question);
    }

    /// <summary>No socket of this page is open any more.</summary>
    public Task AllSocketsClosed() => Task.WhenAll(sockets.Values).Soon("every socket to close");

    private void Follow(IWebSocket socket)
    {
        var closed = new TaskCompletionSource();
        socket.Close += (_, _) => closed.TrySetResult();
        socket.FrameReceived += (_, frame) => heard.Enqueue(frame.Text ?? string.Empty);
        sockets[socket] = closed.Task;
    }
}
