using ChatService.BrowserTests.Kit;

[assembly: AssemblyFixture(typeof(Chromium))]
// One browser on one server at a time: stories watch clocks.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ChatService.BrowserTests.Kit;

/// <summary>The system's own browser, started once. <c>CHROMIUM_PATH</c> names another one.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long anything on a page may take: far longer than it does on a busy machine.</summary>
    public const int LimitMs = 45_000;

    // The shell is the same browser without what only a screen needs.
    private static readonly string[] Installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Ready to open contexts.</summary>
    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser has not been started.");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(LimitMs);
        playwright = await Playwright.CreateAsync();
        await LaunchAsync();
    }

    /// <summary>A browser that hangs gives way to a new one.</summary>
    public async Task RestartAsync()
    {
        await Browser.CloseAsync();
        await LaunchAsync();
    }

    private async Task LaunchAsync() =>
        browser = await playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? Installed.FirstOrDefault(File.Exists) ?? Installed[^1],
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}
