using System.Text.Json;
using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Analytics;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Tests.Sla;

namespace ChatService.Server.Tests.Analytics;

public sealed class ServiceLevelTests
{
    [Fact]
    public async Task The_figures_of_a_scripted_day_can_be_checked_by_hand()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        await AnsweredAfterAsync(desk, 8);
        await AnsweredAfterAsync(desk, 30);
        await AnsweredAfterAsync(desk, 50);
        var left = await desk.VisitAsync();
        await desk.RunForAsync(12);
        await left.LeavesAsync();
        var wrongClick = await desk.VisitAsync();
        await desk.RunForAsync(3);
        await wrongClick.LeavesAsync();

        var report = await ReportAsync(desk, start, "agent", fromLog: false);
        var total = report.Total;
        Assert.Equal((5, 3, 2, 1), (total.Conversations, total.Answered, total.Abandoned, total.ShortAbandons));
        Assert.Equal(2.0 / 4, total.Frt30);
        Assert.Equal(3.0 / 4, total.Sl30);
        Assert.Equal((30.0, 50.0, 50.0), (total.Frt.P50, total.Frt.P90, total.Frt.P95));
        Assert.Equal([("6-10", 1), ("21-30", 1), ("31-60", 1)], total.Buckets.Where(b => b.Count > 0).Select(b => (b.Label, b.Count)));
        Assert.Equal((5, 2), (total.AnswerRate.Rounds, total.AnswerRate.WithinTarget));
        Assert.Equal((2, 1, 2), (total.Met, total.Breached, total.Cancelled));
        Assert.Equal(1, total.Causes.Values.Sum());
        Assert.Equal(["Ada", "none"], report.Groups.Select(g => g.Name));
        Assert.Equal(3, report.Groups[0].Level.Conversations);
        Assert.Contains("within 30 s", report.Formula.Frt30, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2026)]
    [InlineData(31_337)]
    public async Task The_log_alone_gives_the_same_figures_as_the_tables(int seed)
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        await new RandomHistory(desk, seed).RunAsync(moves: 100);
        foreach (var groupBy in new[] { "none", "agent", "team", "inbox", "hour" })
        {
            var tables = JsonSerializer.Serialize(await ReportAsync(desk, start, groupBy, fromLog: false));
            var log = JsonSerializer.Serialize(await ReportAsync(desk, start, groupBy, fromLog: true));
            Assert.Equal($"seed {seed}: {tables}", $"seed {seed}: {log}");
        }
    }

    [Fact]
    public async Task A_period_holds_the_conversations_whose_first_customer_message_lies_in_it()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await desk.VisitAsync();
        await desk.RunForAsync(3_600);
        var second = desk.Now;
        await desk.VisitAsync();
        await desk.RunForAsync(3_600);
        foreach (var fromLog in new[] { false, true })
        {
            Assert.Equal(1, (await ReportAsync(desk, second, "hour", fromLog)).Total.Conversations);
            Assert.Equal(2, (await ReportAsync(desk, second.AddHours(-1), "hour", fromLog)).Groups.Count);
            Assert.Null((await ReportAsync(desk, desk.Now.AddHours(1), "hour", fromLog)).Total.Frt30);
        }
    }

    [Fact]
    public async Task Every_figure_drills_down_to_its_conversations()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var start = desk.Now;
        var quick = await AnsweredAfterAsync(desk, 8);
        var slow = await AnsweredAfterAsync(desk, 50);
        var left = await desk.VisitAsync();
        await desk.RunForAsync(12);
        await left.LeavesAsync();
        Assert.Equal([quick], await BehindAsync(desk, start, bucket: "6-10"));
        Assert.Equal([slow], await BehindAsync(desk, start, outcome: "breached"));
        Assert.Equal([left.Id], await BehindAsync(desk, start, outcome: "abandoned"));
        Assert.Empty(await BehindAsync(desk, start, outcome: "short_abandoned"));
        Assert.Equal([slow, quick], await BehindAsync(desk, start, outcome: "answered"));
        var report = await ReportAsync(desk, start, "none", fromLog: false);
        Assert.Equal(30, report.TargetSeconds);
        Assert.NotEmpty(report.Total.Causes);
        foreach (var (cause, count) in report.Total.Causes)
        {
            Assert.Equal(count, (await BehindAsync(desk, start, cause: cause)).Count());
        }

        Assert.Empty(await BehindAsync(desk, start, cause: "outside_hours"));
        Assert.Empty(await BehindAsync(desk, start, outcome: "abandoned", cause: report.Total.Causes.First().Key));
    }

    [Fact]
    public async Task The_wall_shows_who_waits_and_what_was_missed_in_the_last_hour()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(40);
        await desk.VisitAsync();
        await desk.RunForAsync(2);
        var wall = await WallAsync(desk);
        Assert.Equal((2, 42), (wall.Waiting, wall.OldestWaitSeconds));
        Assert.Equal((0.0, 30), (wall.Frt30Today, wall.TargetSeconds));
        var breach = Assert.Single(wall.BreachesLastHour);
        Assert.Equal((visit.Id, "waiting_no_agent"), (breach.ConversationId, breach.Cause));
        await desk.RunForAsync(3_700);
        wall = await WallAsync(desk);
        Assert.DoesNotContain(wall.BreachesLastHour, b => b.At < desk.Now.AddHours(-1));
    }

    [Fact]
    public async Task Today_on_the_wall_begins_with_the_day_of_who_looks_at_it()
    {
        await using var desk = await SlaDesk.OpenAsync();
        await AnsweredAfterAsync(desk, 50);
        await desk.RunForAsync(600);
        var morning = desk.Now;
        Assert.Equal(0.0, (await WallAsync(desk, morning.AddHours(-1))).Frt30Today);
        Assert.Null((await WallAsync(desk, morning)).Frt30Today);
        await AnsweredAfterAsync(desk, 8);
        Assert.Equal(1.0, (await WallAsync(desk, morning)).Frt30Today);
        Assert.Equal(0.5, (await WallAsync(desk, morning.AddHours(-1))).Frt30Today);
        // The clock of who looks is days off: the day is ours, at their time of the day.
        Assert.Equal(1.0, (await WallAsync(desk, morning.AddDays(-2))).Frt30Today);
        Assert.Equal(1.0, (await WallAsync(desk, morning.AddDays(1))).Frt30Today);
    }

    private static async Task<Wall> WallAsync(SlaDesk desk, DateTimeOffset? from = null) =>
        (await desk.Get<WallQuery>().ReadAsync(from, CancellationToken.None)).OrThrow();

    private static async Task<Guid> AnsweredAfterAsync(SlaDesk desk, double seconds)
    {
        var visit = await desk.VisitAsync();
        await desk.RunForAsync(seconds / 2);
        await visit.AcceptsAsync();
        await desk.RunForAsync(seconds / 2);
        await visit.AnswersAsync();
        return visit.Id;
    }

    private static Task<ServiceLevelAnswer> ReportAsync(SlaDesk desk, DateTimeOffset from, string groupBy, bool fromLog) =>
        desk.Get<ServiceLevelReports>().ReportAsync(
            new ServiceLevelQuery(new ReportPeriod(from, desk.Now.AddHours(2)), new ServiceLevelOptions { ExcludeTransfersOut = true }, groupBy, fromLog), CancellationToken.None);

    private static async Task<IEnumerable<Guid>> BehindAsync(SlaDesk desk, DateTimeOffset from, string? bucket = null, string? outcome = null, string? cause = null)
    {
        var request = new ServiceLevelRequest { Bucket = bucket, Outcome = outcome, Cause = cause };
        var query = new ServiceLevelQuery(new ReportPeriod(from, desk.Now.AddSeconds(1)), new ServiceLevelOptions(), "none", FromLog: false);
        return (await desk.Get<ServiceLevelDrillDown>().PageAsync(query, request, CancellationToken.None)).Items.Select(row => row.ConversationId);
    }
}
