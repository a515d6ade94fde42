using System.Diagnostics;
using System.Globalization;
using ChatService.ClusterTests.Faults;
using ChatService.ClusterTests.Faults.Deeds;

namespace ChatService.ClusterTests.Chaos;

/// <summary>
/// Mixed faults under load, one after the other, chosen from a printed seed. Short here; <c>tests/faults.sh</c> runs it long: CHATSERVICE_FAULTS_MINUTES, CHATSERVICE_FAULTS_RATE
/// (messages/s of everybody together), CHATSERVICE_FAULTS_REPORT (a file for the table), CHATSERVICE_FAULTS_ONLY (codes separated by commas).
/// </summary>
public sealed class ChaosTests(SharedCluster shared, ITestOutputHelper output) : FaultTest(shared, output)
{
    private const int DeedsOfTheShortForm = 3;

    // Between two misfortunes of the long form everybody is served for a while: nodes that were started again have compiled what they need by then, as between two bad days.
    private const int SecondsBetween = 20;

    // As many as an agent can answer who takes four calls at a time.
    private const int CustomersOfAnAgent = 12;

    // A message a second is no real pace, and so conversations last longer here than real ones: each has about as many minutes as one of people would have.
    private const int WordsOfALongTalk = 120;

    // Of ten messages of customers nine are answered.
    private const double MessagesForEachOfACustomer = 1.9;

    private static double? Minutes => Number("CHATSERVICE_FAULTS_MINUTES");

    private static double Rate => Number("CHATSERVICE_FAULTS_RATE") ?? 40;

    [Fact]
    public async Task Mixed_faults_under_load_lose_nothing_double_nothing_and_leave_each_timer_one_outcome()
    {
        Output.WriteLine($"CHATSERVICE_FAULTS_SEED={Seed}");
        await Cluster.WellAsync();
        var customers = (int)Math.Ceiling(Rate / MessagesForEachOfACustomer);
        await using var crowd = await Crowd.GatherAsync(Cluster, Seed, customers, Math.Max(3, customers / CustomersOfAnAgent), TimeSpan.FromSeconds(1), Minutes is null ? 25 : WordsOfALongTalk);
        var began = Stopwatch.GetTimestamp();
        var (acked, cpu) = (crowd.Journal.Acked, Cpu());

        var episodes = await MisfortunesAsync(crowd, began);

        var duration = Stopwatch.GetElapsedTime(began);
        (acked, cpu) = (crowd.Journal.Acked - acked, Cpu() - cpu);
        await crowd.HeardAllAsync();
        var (history, complaints) = await crowd.CompareAsync();
        var report = new ChaosReport(Seed, Rate, duration, acked, cpu, episodes, crowd.Journal, history, complaints).ToString();
        Output.WriteLine(report);
        if (Environment.GetEnvironmentVariable("CHATSERVICE_FAULTS_REPORT") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, report, TestContext.Current.CancellationToken);
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints\n{string.Join('\n', complaints.Take(40))}");
    }

    private TimeSpan Cpu() => Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.Process.CpuTime);

    private async Task<List<Episode>> MisfortunesAsync(Crowd crowd, long began)
    {
        var dice = new Dice(Seed);
        var deeds = Deeds();
        var episodes = new List<Episode>();
        var left = new List<IDeed>();
        while (Minutes is { } minutes ? Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(minutes) : episodes.Count < Math.Min(DeedsOfTheShortForm, deeds.Count))
        {
            // Each once in a random order, then again: a long run has all of them.
            left = left.Count > 0 ? left : [.. deeds];
            var deed = left[dice.Roll(left.Count)];
            left.Remove(deed);
            await crowd.MoreAsync((int)Rate * (Minutes is null ? 1 : SecondsBetween));
            episodes.Add(await MisfortuneAsync(crowd, deed, dice));
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0} s {deed.Code} {deed.Name}: {crowd.Journal.Acked} messages so far"));
        }

        return episodes;
    }

    private async Task<Episode> MisfortuneAsync(Crowd crowd, IDeed deed, Dice dice)
    {
        var (refused, from) = (crowd.Journal.Unavailable, Stopwatch.GetTimestamp());
        await deed.RunAsync(Cluster, dice, Task.Delay(TimeSpan.FromSeconds(2 + (Minutes is null ? 0 : dice.Roll(7)))));
        var mended = Stopwatch.GetTimestamp();
        await crowd.EveryoneSpeaksAsync();
        var until = Stopwatch.GetTimestamp();
        await Cluster.WellAsync();
        return new Episode(deed.Code, deed.Name, from, mended, until, crowd.Journal.Unavailable - refused);
    }

    private static List<IDeed> Deeds()
    {
        var only = Environment.GetEnvironmentVariable("CHATSERVICE_FAULTS_ONLY")?.Split(',');
        return [.. typeof(IDeed).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IDeed)) && type is { IsAbstract: false, IsInterface: false })
            .Select(type => (IDeed)Activator.CreateInstance(type)!).Where(deed => only is null || only.Contains(deed.Code)).OrderBy(deed => deed.Code, StringComparer.Ordinal)];
    }

    private static double? Number(string name) => double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
