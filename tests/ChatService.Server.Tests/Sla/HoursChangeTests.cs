using ChatService.Domain;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Errors;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Sla;

/// <summary>A calendar that is corrected while clocks run in it.</summary>
public sealed class HoursChangeTests
{
    private static readonly DateTimeOffset WednesdayEvening = new(2026, 3, 4, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ThursdayOpening = new(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FridayOpening = new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_day_that_becomes_a_holiday_moves_the_open_clock_with_its_steps_to_the_next_opening()
    {
        await using var desk = await OfficeAsync();
        var visit = await desk.VisitAsync();
        Assert.Equal(ThursdayOpening.AddSeconds(30), (await visit.ClockAsync()).DueAt);

        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await ThursdayIsClosedAsync(desk);
        await desk.FireDueAsync();

        var clock = await visit.ClockAsync();
        Assert.Equal((FridayOpening.AddSeconds(30), WednesdayEvening), (clock.DueAt!.Value, clock.StartedAt));
        Assert.Equal(clock.DueAt, (await visit.RowAsync()).SlaDueAt);
        Assert.Equal(clock.DueAt, Assert.Single(desk.Heard.All<SlaRetargeted>()).DueAt);
        await desk.RunUntilAsync(FridayOpening);
        Assert.Empty(desk.Heard.All<SlaBreached>());
        Assert.Empty(desk.Heard.All<SlaStepDue>());
        await desk.RunUntilAsync(FridayOpening.AddSeconds(31));
        Assert.Equal(FridayOpening.AddSeconds(15), desk.Heard.All<SlaStepDue>()[0].At);
        Assert.Equal(FridayOpening.AddSeconds(30), Assert.Single(desk.Heard.All<SlaBreached>()).DueAt);
        Assert.Equal(Priority.P2, (await visit.RowAsync()).Priority);
    }

    [Fact]
    public async Task A_clock_that_was_met_or_breached_before_stays_as_it_ended()
    {
        await using var desk = await OfficeAsync(ThursdayOpening.AddHours(-1));
        var (met, breached) = (await desk.VisitAsync(), await desk.VisitAsync());
        await desk.RunUntilAsync(ThursdayOpening.AddSeconds(5));
        await met.AcceptsAsync();
        await met.AnswersAsync();
        await desk.RunUntilAsync(ThursdayOpening.AddMinutes(1));
        var before = await OutcomesAsync(desk);

        await ThursdayIsClosedAsync(desk);
        await desk.FireDueAsync();

        Assert.Equal(before, await OutcomesAsync(desk));
        Assert.DoesNotContain(desk.Heard.All<SlaRetargeted>(), moved => moved.At > ThursdayOpening.AddSeconds(59) && moved.Metric != SlaMetric.Resolution);
        Assert.Contains(before, outcome => outcome.Outcome == SlaOutcome.Met);
        Assert.Contains(before, outcome => outcome.Outcome == SlaOutcome.Breached);
        Assert.NotEqual(met.Id, breached.Id);
    }

    [Fact]
    public async Task An_inbox_that_gets_other_hours_has_its_open_clocks_counted_by_them()
    {
        await using var desk = await OfficeAsync();
        var visit = await desk.VisitAsync();

        var inbox = desk.Get<InboxDirectory>().Find(SlaDesk.InboxId)!;
        (await desk.Get<SaveInbox>().HandleAsync(desk.Agent, inbox.Id, new InboxDraft { BusinessHoursId = null, Version = inbox.Version }, Token)).OrThrow();
        await desk.FireDueAsync();

        Assert.Equal(WednesdayEvening.AddSeconds(30), (await visit.ClockAsync()).DueAt);
        await desk.RunForAsync(31);
        Assert.Equal(SlaOutcome.Breached, (await visit.ClocksAsync())[0].Outcome);
    }

    [Fact]
    public async Task A_change_whose_node_died_right_after_it_is_counted_by_the_next_one()
    {
        using var directory = new TempDirectory();
        var time = new ManualTime(WednesdayEvening);
        Guid id;
        await using (var before = await OfficeAsync(time: time, directory: directory.Path))
        {
            id = (await before.VisitAsync()).Id;
            await ThursdayIsClosedAsync(before);
        }

        await using var after = await SlaDesk.OpenAsync(time, directory.Path);
        await after.FireDueAsync();

        Assert.Equal(FridayOpening.AddSeconds(30), Assert.Single(await after.ClocksAsync(id)).DueAt);
    }

    [Fact]
    public async Task More_clocks_than_one_transaction_takes_are_all_counted_once()
    {
        await using var desk = await OfficeAsync();
        for (var i = 0; i < 230; i++)
        {
            await desk.VisitAsync();
            desk.Time.Advance(TimeSpan.FromMilliseconds(i % 3));
        }

        await ThursdayIsClosedAsync(desk);
        await desk.FireDueAsync();

        Assert.All(await desk.ClocksAsync(), clock => Assert.Equal(FridayOpening.AddSeconds(30), clock.DueAt));
        Assert.Equal(230, desk.Heard.All<SlaRetargeted>().Count);
        Assert.DoesNotContain(await desk.ArmedAsync(), timer => timer.Kind == HoursChange.Timer && timer.DueAt <= desk.Now);
    }

    [Fact]
    public async Task Another_time_zone_moves_the_open_clock()
    {
        await using var desk = await OfficeAsync();
        var visit = await desk.VisitAsync();

        // 20:00 in UTC is 15:00 in New York, within the hours.
        await ChangeAsync(desk, body => body with { TimeZone = "America/New_York" });
        await desk.FireDueAsync();

        Assert.Equal(WednesdayEvening.AddSeconds(30), (await visit.ClockAsync()).DueAt);
    }

    [Fact]
    public async Task A_holiday_that_is_taken_off_the_list_moves_the_open_clock_back()
    {
        await using var desk = await OfficeAsync();
        await ThursdayIsClosedAsync(desk);
        await desk.FireDueAsync();
        var visit = await desk.VisitAsync();
        Assert.Equal(FridayOpening.AddSeconds(30), (await visit.ClockAsync()).DueAt);

        await ChangeAsync(desk, body => body with { Special = [] });
        await desk.FireDueAsync();

        Assert.Equal(ThursdayOpening.AddSeconds(30), (await visit.ClockAsync()).DueAt);
    }

    [Fact]
    public async Task Imported_holidays_move_the_open_clock()
    {
        await using var desk = await OfficeAsync();
        var visit = await desk.VisitAsync();
        var hours = await desk.ReadAsync(db => db.Set<Features.BusinessHours.BusinessHours>().AsNoTracking().SingleAsync());
        const string file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260305\r\nSUMMARY:Holiday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file));

        Assert.Equal(1, (await desk.Get<ImportHolidays>().HandleAsync(hours.Id, stream, desk.Agent, Token)).OrThrow().Imported);
        await desk.FireDueAsync();

        Assert.Equal(FridayOpening.AddSeconds(30), (await visit.ClockAsync()).DueAt);
    }

    [Fact]
    public async Task A_new_name_of_the_hours_moves_nothing()
    {
        await using var desk = await OfficeAsync();
        var visit = await desk.VisitAsync();

        await ChangeAsync(desk, body => body with { Name = "Main office" });
        await desk.FireDueAsync();

        Assert.Equal(ThursdayOpening.AddSeconds(30), (await visit.ClockAsync()).DueAt);
        Assert.Empty(desk.Heard.All<SlaRetargeted>());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<SlaDesk> OfficeAsync(DateTimeOffset? at = null, ManualTime? time = null, string? directory = null)
    {
        var desk = await SlaDesk.OpenAsync(time ?? new ManualTime(at ?? WednesdayEvening), directory);
        await desk.OpensAsync(new CalendarDefinition(
            "UTC", [.. Enum.GetValues<DayOfWeek>().Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(d => new WeeklyInterval(d, 9 * 60, 8 * 60))], []));
        return desk;
    }

    private static Task ThursdayIsClosedAsync(SlaDesk desk) => ChangeAsync(
        desk, body => body with { Special = [.. body.Special ?? [], new SpecialDayBody("2026-03-05", true, [], "Holiday")] });

    private static async Task ChangeAsync(SlaDesk desk, Func<BusinessHoursBody, BusinessHoursBody> change)
    {
        var row = await desk.ReadAsync(db => db.Set<Features.BusinessHours.BusinessHours>().AsNoTracking().SingleAsync());
        var answer = await desk.Get<ManageBusinessHours>().ChangeAsync(row.Id, change(BusinessHoursWords.View(row)), desk.Agent, Token);
        Assert.Equal(200, (answer as Microsoft.AspNetCore.Http.IStatusCodeHttpResult)?.StatusCode);
    }

    private static async Task<List<(Guid Id, SlaOutcome? Outcome, DateTimeOffset? DueAt)>> OutcomesAsync(SlaDesk desk) =>
        [.. (await desk.ClocksAsync()).Where(c => c.IsReply).Select(c => (c.Id, c.Outcome, c.DueAt))];
}
