using ChatService.Testing;

namespace ChatService.BrowserTests.Kit;

/// <summary>One story's world: a server of its own, a language, and the people in front of their screens.</summary>
public sealed class Scene : IAsyncDisposable
{
    private readonly IBrowser browser;
    private readonly TempDirectory data;
    private ChatHost host;
    private readonly List<ChatHost> others = [];
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<Evidence> evidence = [];
    private readonly List<CutProxy> wires = [];

    private readonly IReadOnlyDictionary<string, string>? settings;

    private Scene(IBrowser browser, TempDirectory data, ChatHost host, string locale, BackOffice office, IReadOnlyDictionary<string, string>? settings)
    {
        this.browser = browser;
        this.data = data;
        this.host = host;
        this.settings = settings;
        Locale = locale;
        Office = office;
    }

    /// <summary>en or zh-CN.</summary>
    public string Locale { get; }

    /// <summary>What is read on the screens.</summary>
    public Words Words => Words.Of(Locale);

    /// <summary>The admin behind the scenes.</summary>
    public BackOffice Office { get; }

    /// <summary>What pages complained about.</summary>
    public Complaints Complaints { get; } = new();

    /// <summary>Where the server listens.</summary>
    public Uri Server => host.Url;

    /// <summary>Without credentials.</summary>
    public HttpClient Http => host.Http;

    /// <summary>Starts the server.</summary>
    public static async Task<Scene> OpenAsync(IBrowser browser, string locale, IReadOnlyDictionary<string, string>? settings)
    {
        var data = new TempDirectory();
        var host = ChatHost.Start(data.Path, settings: settings);
        try
        {
            return new Scene(browser, data, host, locale, await BackOffice.OpenAsync(host.Url), settings);
        }
        catch
        {
            await host.DisposeAsync();
            data.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server and starts it again on the same data. Only pages on a wire come back: the port is another one.</summary>
    public async Task RestartAsync()
    {
        Complaints.ExpectLeavingNode();
        var before = host.Url;
        await host.DisposeAsync();
        host = ChatHost.Start(data.Path, settings: settings);
        foreach (var wire in wires.Where(wire => wire.Server == before))
        {
            wire.LeadTo(host.Url);
        }
    }

    /// <summary>One more node on the same store, which the settings must name; answers where it listens.</summary>
    public Uri AnotherNode()
    {
        var node = ChatHost.Start(settings: settings);
        others.Add(node);
        return node.Url;
    }

    /// <summary>A wire to the server, or to another node, that the story can cut.</summary>
    public CutProxy Wire(Uri? node = null)
    {
        Complaints.ExpectLostConnections();
        var wire = new CutProxy(node ?? host.Url);
        wires.Add(wire);
        return wire;
    }

    /// <summary>A browser of somebody's own: cookies, storage, language.</summary>
    public async Task<IBrowserContext> PersonAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } };
        options.Locale = Locale;
        options.TimezoneId = "Asia/Shanghai";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Chromium.LimitMs);
        contexts.Add(context);
        return context;
    }

    /// <summary>A page of that person, under watch.</summary>
    public async Task<IPage> PageAsync(IBrowserContext person, string who)
    {
        ArgumentNullException.ThrowIfNull(person);
        var page = await person.NewPageAsync();
        var watched = new Evidence(who, page);
        evidence.Add(watched);
        Complaints.Watch(who, page, watched.Log);
        return page;
    }

    /// <summary>A customer in the demo shop.</summary>
    public async Task<WidgetPage> CustomerAsync(CutProxy? wire = null, IBrowserContext? person = null, string who = "customer")
    {
        var page = await PageAsync(person ?? await PersonAsync(), who);
        var widget = new WidgetPage(page, Words, new Uri(wire?.Url ?? host.Url, $"/demo?lang={Locale}"));
        await widget.GoAsync();
        return widget;
    }

    /// <summary>The first admin, signed in at the console.</summary>
    public Task<ConsolePage> AdminAsync(CutProxy? wire = null) => SignInAsync(ChatHost.AdminEmail, ChatHost.AdminPassword, "admin", wire?.Url);

    /// <summary>A new agent, signed in at the console of the first node, or of another.</summary>
    public async Task<ConsolePage> AgentAsync(string name, CutProxy? wire = null, string role = "agent", int? capacity = null, Uri? node = null) =>
        await SignInAsync(await Office.HireAsync(name, role, capacity), BackOffice.Password, name, wire?.Url ?? node);

    /// <summary>Whether every page still draws: Playwright clicks nothing on one that does not, however long it waits.</summary>
    public async Task<bool> DrawsAsync()
    {
        foreach (var page in contexts.SelectMany(context => context.Pages))
        {
            try
            {
                await page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => drawn()))").WaitAsync(TimeSpan.FromSeconds(15));
            }
            catch (TimeoutException)
            {
                return false;
            }
            catch (PlaywrightException)
            {
                // Closed, or on its way to another page.
            }
        }

        return true;
    }

    /// <summary>Saves what every page shows and logged.</summary>
    public async Task SaveEvidenceAsync(string story)
    {
        foreach (var item in evidence)
        {
            try
            {
                await item.SaveAsync(story);
            }
            catch (PlaywrightException)
            {
                // The page is gone; its log is saved, and the story's own failure matters more.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.CloseAsync();
        }

        foreach (var wire in wires)
        {
            await wire.DisposeAsync();
        }

        Office.Dispose();
        foreach (var node in others)
        {
            await node.DisposeAsync();
        }

        await host.DisposeAsync();
        data.Dispose();
    }

    private async Task<ConsolePage> SignInAsync(string email, string password, string who, Uri? address)
    {
        var page = await PageAsync(await PersonAsync(), who);
        var console = new ConsolePage(page, Words, new Uri(address ?? host.Url, "/console/"));
        await console.SignInAsync(email, password);
        return console;
    }
}
