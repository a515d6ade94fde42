using System.Globalization;
using ChatService.BrowserTests.Kit;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Busy;

/// <summary>
/// Two agents, a supervisor and a crowd of customers in real browsers live through busy minutes on the seeded defaults: a queue, a transfer, a reload, a restarted node,
/// customers who lose the net or leave. Short in the test run; tests/busy.sh makes it ten minutes and twenty customers.
/// </summary>
public sealed class BusyDeskTests(Chromium chromium, ITestOutputHelper output) : BrowserTest(chromium)
{
    private static readonly string[] Workers = ["Lin Wei", "Mei Tan"];

    [Theory]
    [MemberData(nameof(Locales))]
    public Task A_busy_desk_suspends_nobody_who_works_and_tells_nobody_what_is_not_so(string locale) => Play(
        locale,
        async scene =>
        {
            var plan = BusyPlan.Read();
            output.WriteLine($"{plan}");
            using var clock = new BusyClock(plan.Length, plan.Seed);
            var wire = scene.Wire();
            using var office = await BackOffice.OpenAsync(wire.Url);
            var watch = new BusyWatch(office, clock);
            using var lin = new BusyAgent(await scene.AgentAsync(Workers[0], wire), office, clock, Workers[0]);
            using var mei = new BusyAgent(await scene.AgentAsync(Workers[1], wire), office, clock, Workers[1]);
            var supervisor = await scene.AgentAsync("Sam Ortiz", wire, role: "supervisor");
            await supervisor.Page.GotoAsync(new Uri(wire.Url, "/console/reports/wall").ToString());
            var customers = await CustomersAsync(scene, wire, clock, plan.Customers);
            await lin.Console.BecomesAvailableAsync();
            await mei.Console.BecomesAvailableAsync();

            await Task.WhenAll(
            [
                watch.LookAsync(), lin.WorkAsync(), mei.WorkAsync(), TroubleAsync(scene, clock, plan.Length, lin, mei),
                .. customers.Select(customer => customer.LiveAsync(Arrival(customer.Number, plan))),
                .. Photograph(plan, locale, clock, [lin.Console.Page, mei.Console.Page, supervisor.Page, .. customers.Take(4).Select(one => one.Widget.Page)]),
            ]);
            await JudgeAsync(office, scene.Words, watch, customers, lin, mei);
        },
        new Dictionary<string, string> { ["Limits:WidgetSessionPerMinute"] = "10000" });

    private static async Task<IReadOnlyList<BusyCustomer>> CustomersAsync(Scene scene, CutProxy wire, BusyClock clock, int count)
    {
        var customers = new List<BusyCustomer>();
        for (var number = 1; number <= count; number++)
        {
            var person = await scene.PersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 760 } });
            var page = await scene.PageAsync(person, string.Create(CultureInfo.InvariantCulture, $"customer {number}"));
            var customer = new BusyCustomer(
                new WidgetPage(page, scene.Words, new Uri(wire.Url, $"/demo?lang={scene.Locale}")), clock, number);
            await customer.ListenAsync();
            customers.Add(customer);
        }

        return customers;
    }

    // All come in the first three quarters, a third of them at once at the beginning.
    private static TimeSpan Arrival(int number, BusyPlan plan)
    {
        var crowd = plan.Customers / 3;
        return number <= crowd ? TimeSpan.FromSeconds(2 + number) : plan.Length * (0.7 * (number - crowd) / (plan.Customers - crowd));
    }

    private static async Task TroubleAsync(Scene scene, BusyClock clock, TimeSpan length, BusyAgent lin, BusyAgent mei)
    {
        await clock.UntilAsync(length * 0.3);
        await lin.WithHandsAsync(() => HandOverAsync(scene, lin, mei));
        await clock.UntilAsync(length * 0.45);
        await mei.WithHandsAsync(() => mei.Console.ReturnAsync());
        await clock.UntilAsync(length * 0.6);
        await lin.WithHandsAsync(() => mei.WithHandsAsync(scene.RestartAsync));
    }

    private static async Task HandOverAsync(Scene scene, BusyAgent from, BusyAgent to)
    {
        if (await from.WaitingAsync() is [var first, ..])
        {
            await from.Console.OpenAsync(first);
            await from.Console.TransfersAsync(to.Name, "Knows this customer");
        }
    }

    private async Task JudgeAsync(BackOffice office, Words words, BusyWatch watch, IReadOnlyList<BusyCustomer> customers, BusyAgent lin, BusyAgent mei)
    {
        var verdict = new BusyVerdict(watch, words, Workers);
        List<string> complaints = [.. verdict.Suspensions(), .. verdict.WallMistakes(), .. customers.SelectMany(verdict.UntrueSentences)];
        var (met, breached) = (0, 0);
        foreach (var id in customers.Select(one => one.ConversationId).OfType<Guid>())
        {
            var clock = await office.FirstResponseAsync(id);
            met += (string?)clock["outcome"] == "met" ? 1 : 0;
            breached += (string?)clock["outcome"] == "breached" ? 1 : 0;
            complaints.AddRange(BusyVerdict.ClockMistakes(id, await office.MessagesAsync(id), clock));
        }

        output.WriteLine($"Lin {lin.Work}, Mei {mei.Work}; first answers met {met}, breached {breached}; {watch.Moments.Count} moments");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Take(40)));
        Assert.True(lin.Work.Answered > 0 && mei.Work.Answered > 0, "Both agents have answered somebody.");
    }

    private static IEnumerable<Task> Photograph(BusyPlan plan, string locale, BusyClock clock, IReadOnlyList<IPage> pages)
    {
        if (plan.Pictures is not { } folder)
        {
            yield break;
        }

        Directory.CreateDirectory(folder);
        yield return PhotographAsync(folder, locale, clock, pages);
    }

    private static async Task PhotographAsync(string folder, string locale, BusyClock clock, IReadOnlyList<IPage> pages)
    {
        for (var frame = 0; !clock.IsOver; frame++)
        {
            foreach (var (page, index) in pages.Select((page, index) => (page, index)).Where(one => !one.page.IsClosed))
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{locale}.{index}.{frame:000}.png") });
            }

            await clock.ThinkAsync(5, 5);
        }
    }
}
