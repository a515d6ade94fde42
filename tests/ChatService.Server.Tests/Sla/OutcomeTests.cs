using System.Text.Json;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Sla;

public sealed class OutcomeTests
{
    private static readonly string[] Outcomes = ["sla_met", "sla_breached", "sla_cancelled"];

    [Theory]
    [InlineData(1)]
    [InlineData(20260304)]
    [InlineData(77)]
    [InlineData(424242)]
    public async Task Every_clock_ends_in_exactly_one_outcome_whatever_happens_in_which_order(int seed)
    {
        await using var desk = await SlaDesk.OpenAsync();
        await new RandomHistory(desk, seed).RunAsync(moves: 200);

        var clocks = await desk.ClocksAsync();
        var log = await desk.ReadAsync(db => db.Set<LoggedEvent>().AsNoTracking().OrderBy(e => e.Id).ToListAsync());
        var outcomes = log.Where(e => Outcomes.Contains(e.Type)).ToLookup(ClockId, e => e.Type);
        var fired = await desk.ReadAsync(db => db.Set<DurableTimer>().AsNoTracking().Where(t => t.State == TimerState.Fired && t.Kind == "sla_due").ToListAsync());
        Assert.True(clocks.Count(c => c.Outcome == SlaOutcome.Met) > 3 && clocks.Count(c => c.Outcome == SlaOutcome.Breached) > 3, $"seed {seed} is too quiet");
        foreach (var clock in clocks)
        {
            Assert.True(clock.EndedAt is not null, $"seed {seed}: {clock.Id} never ended");
            Assert.Equal([$"sla_{clock.Outcome.ToString()!.ToLowerInvariant()}"], outcomes[clock.Id]);
            Assert.True(IsJust(clock), $"seed {seed}: {clock.Outcome} due {clock.DueAt:O} decided {clock.OutcomeAt:O} answered {clock.RespondedAt:O}");
            Assert.True(fired.Count(t => t.SubjectId == clock.Id) <= 1, $"seed {seed}: the due timer of {clock.Id} fired twice");
        }

        var steps = log.Where(e => e.Type == "sla_warned").Select(e => (ClockId(e), e.Data)).ToList();
        Assert.Equal(steps.Count, steps.Distinct().Count());
        Assert.Empty(await desk.ReadAsync(db => db.Set<Conversation>().Where(c => c.ClosedAt != null && (c.SlaMetric != null || c.SlaBreached)).Select(c => c.Id).ToListAsync()));
        Assert.DoesNotContain(await desk.ArmedAsync(), t => t.Kind.StartsWith("sla_", StringComparison.Ordinal));
    }

    private static bool IsJust(SlaClockRow clock) => clock.Outcome switch
    {
        SlaOutcome.Met => clock.RespondedAt <= clock.DueAt || clock.PausedSince is not null,
        SlaOutcome.Breached => clock.OutcomeAt > clock.DueAt && (clock.RespondedAt is null || clock.RespondedAt > clock.DueAt),
        _ => true,
    };

    private static Guid ClockId(LoggedEvent logged)
    {
        using var data = JsonDocument.Parse(logged.Data);
        return data.RootElement.GetProperty("clockId").GetGuid();
    }
}
