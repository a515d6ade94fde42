using System.Globalization;
using ChatService.BrowserTests.Kit;
using ChatService.Testing;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Busy;

/// <summary>
/// Two agents, a supervisor and a crowd of customers in real browsers live through busy minutes on the seeded defaults: a queue, a transfer, a
/// reload, a restarted node, a supervisor who whispers and takes over, customers who lose the net or leave. Short in the test run; tests/busy.sh makes it ten minutes and twenty customers.
/// </summary>
public sealed class BusyDeskTests(Chromium chromium, ITestOutputHelper output) : BrowserTest(chromium)
{
    private static readonly string[] Workers = ["Lin Wei", "Mei Tan"];
    private (DateTimeOffset Down, DateTimeOffset Up)? restart;

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
            await using var ear = await AgentClient.LogInAsync(wire.Url, ChatHost.AdminEmail, ChatHost.AdminPassword);
            var watch = new BusyWatch(office, ear, clock);
            using var lin = new BusyAgent(await scene.AgentAsync(Workers[0], wire), office, clock, Workers[0]);
            using var mei = new BusyAgent(await scene.AgentAsync(Workers[1], wire), office, clock, Workers[1]);
            var sam = await SupervisorAsync(scene, wire, office);
            await Task.WhenAll(lin.ListenAsync(scene.Words), mei.ListenAsync(scene.Words));
            var customers = await CustomersAsync(scene, wire, clock, plan.Customers);
            await watch.BeginAsync();
            await lin.Console.BecomesAvailableAsync();
            await mei.Console.BecomesAvailableAsync();

            try
            {
                await Task.WhenAll(
                [
                    lin.WorkAsync(), mei.WorkAsync(), HelpAsync(clock, plan.Length, sam, lin, mei), TroubleAsync(scene, clock, plan.Length, lin, mei, sam),
                    .. customers.Select(customer => customer.LiveAsync(Arrival(customer.Number, plan))),
                    .. Photograph(plan, locale, clock, [lin.Console.Page, mei.Console.Page, sam.Wall, sam.Desk, .. customers.Take(4).Select(one => one.Widget.Page)]),
                ]);
            }
            finally
            {
                await watch.EndAsync();
            }

            await JudgeAsync(office, scene.Words, watch, customers, [lin, mei], sam);
        },
        new Dictionary<string, string> { ["Limits:WidgetSessionPerMinute"] = "10000" });

    private static async Task<BusySupervisor> SupervisorAsync(Scene scene, CutProxy wire, BackOffice office)
    {
        const string name = "Sam Ortiz";
        var wall = await scene.AgentAsync(name, wire, role: "supervisor");
        var desk = new ConsolePage(await scene.PageAsync(wall.Page.Context, $"{name} at the desk"), scene.Words, new Uri(wire.Url, "/console/"));
        var sam = new BusySupervisor(wall, desk, office, scene.Words, name);
        await sam.WatchesAsync(wire.Url);
        return sam;
    }

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

    // An agent's hands rest while a supervisor moves what the agent works on. While no customer waits, the supervisor tries again.
    private static async Task HelpAsync(BusyClock clock, TimeSpan length, BusySupervisor sam, BusyAgent lin, BusyAgent mei)
    {
        await clock.UntilAsync(length * 0.2);
        await HelpsAsync(clock, length * 0.4, () => mei.WithHandsAsync(() => sam.WhispersAsync(mei)));
        await clock.UntilAsync(length * 0.4);
        await HelpsAsync(clock, length * 0.6, () => lin.WithHandsAsync(() => mei.WithHandsAsync(sam.RescuesAsync)));
    }

    private static async Task HelpsAsync(BusyClock clock, TimeSpan until, Func<Task<bool>> help)
    {
        while (clock.Elapsed < until && !await help())
        {
            await clock.ThinkAsync(0.5, 1);
        }
    }

    private async Task TroubleAsync(Scene scene, BusyClock clock, TimeSpan length, BusyAgent lin, BusyAgent mei, BusySupervisor sam)
    {
        await clock.UntilAsync(length * 0.3);
        await lin.WithHandsAsync(() => HandOverAsync(scene, lin, mei));
        await clock.UntilAsync(length * 0.45);
        await mei.WithHandsAsync(() => mei.Console.ReturnAsync());
        await clock.UntilAsync(length * 0.6);
        await lin.WithHandsAsync(() => mei.WithHandsAsync(async () =>
        {
            var down = TimeProvider.System.GetUtcNow();
            await scene.RestartAsync();
            restart = (down, TimeProvider.System.GetUtcNow());
        }));
        await clock.UntilAsync(length * 0.75);
        await sam.SendsForTeaAsync(mei);
        await lin.WithHandsAsync(() => sam.WhispersAsync(lin));
    }

    private static async Task HandOverAsync(Scene scene, BusyAgent from, BusyAgent to)
    {
        if (await from.WaitingAsync() is [var first, ..])
        {
            await from.Console.OpenAsync(first);
            await from.Console.TransfersAsync(to.Name, "Knows this customer");
        }
    }

    private async Task JudgeAsync(
        BackOffice office, Words words, BusyWatch watch, IReadOnlyList<BusyCustomer> customers, IReadOnlyList<BusyAgent> agents, BusySupervisor sam)
    {
        var end = TimeProvider.System.GetUtcNow();
        var ended = new List<Ended>();
        foreach (var id in customers.Select(one => one.ConversationId).OfType<Guid>())
        {
            ended.Add(new Ended(id, await office.MessagesAsync(id), await office.ClocksAsync(id)));
        }

        var verdict = new BusyVerdict(watch, Workers);
        var reading = new BusyReading(watch, words, end);
        List<string> complaints =
        [
            .. verdict.Suspensions(), .. verdict.WallMistakes(), .. verdict.DayMistakes(ended), .. ended.SelectMany(BusyVerdict.ClockMistakes),
            .. ended.SelectMany(one => BusyVerdict.PlaceMistakes(one, words.PlaceIsKept)),
            .. customers.SelectMany(reading.Customer), .. agents.SelectMany(reading.Console), .. reading.Figure(sam.Screen),
            .. ended.Where(one => one.BreachedAt is not null).Select(one => reading.Breach(sam.Screen, one.Id, one.BreachedAt!.Value, restart)).OfType<string>(),
        ];
        output.WriteLine(
            $"{string.Join(", ", agents.Select(one => $"{one.Name} {one.Work}"))}, supervisor {sam.Work}; "
            + $"{string.Join(", ", ended.GroupBy(one => one.Outcome ?? "running").Select(group => $"{group.Key} {group.Count()}"))}; {watch.Looks.Count()} looks, {watch.Moments.Count} moments, "
            + $"away {(restart?.Up - restart?.Down)?.TotalSeconds:0.0} s");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Take(40)));
        Assert.True(agents.All(one => one.Work.Answered > 0), "Each agent has answered a customer.");
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
