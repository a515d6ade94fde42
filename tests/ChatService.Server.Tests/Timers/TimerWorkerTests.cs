using System.Threading.Channels;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using ChatService.Server.Tests.Sla;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatService.Server.Tests.Timers;

/// <summary>What the worker does with timers that it keeps in memory while the table goes on.</summary>
public sealed class TimerWorkerTests
{
    [Fact]
    public async Task A_timer_that_has_ended_is_not_fired_for_nothing()
    {
        await using var desk = await SlaDesk.OpenAsync();
        var runner = new Noting();
        using var metrics = ActivatorUtilities.CreateInstance<TimerMetrics>(desk.Services);
        using var worker = new TimerWorker(
            desk.Services.GetRequiredService<IDbContextFactory<ChatDb>>(), desk.Services.GetRequiredService<IStorageEngine>(), [runner], desk.Time, metrics, NullLogger<TimerWorker>.Instance);
        await ArmAsync(desk, "now", TimeSpan.Zero);
        var ended = await ArmAsync(desk, "ended", TimeSpan.FromSeconds(9));
        await ArmAsync(desk, "due", TimeSpan.FromSeconds(10));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("now", await runner.NextAsync());

        await EndAsync(desk, ended);
        await ArmAsync(desk, "found by the next sweep", TimeSpan.FromSeconds(2));
        desk.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("found by the next sweep", await runner.NextAsync());
        desk.Time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal("due", await runner.NextAsync());
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Guid> ArmAsync(SlaDesk desk, string kind, TimeSpan after)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        var timer = new DurableTimer { Id = Guid.NewGuid(), Kind = kind, ArmedAt = desk.Now, DueAt = desk.Now + after };
        db.Add(timer);
        await db.SaveChangesAsync();
        return timer.Id;
    }

    private static async Task EndAsync(SlaDesk desk, Guid id)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        await db.Set<DurableTimer>().Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.State, TimerState.Cancelled).SetProperty(x => x.EndedAt, desk.Now));
    }

    // Marks nothing as fired: what it is told again is the worker's doing.
    private sealed class Noting : ITimerRunner
    {
        private readonly Channel<string> fired = Channel.CreateUnbounded<string>();
        private readonly HashSet<Guid> seen = [];

        public bool Runs(string kind, Guid? conversationId) => true;

        public Task FireAsync(TimerArmed timer, CancellationToken cancellationToken)
        {
            if (seen.Add(timer.Id))
            {
                fired.Writer.TryWrite(timer.Kind);
            }

            return Task.CompletedTask;
        }

        public async Task<string> NextAsync() => await fired.Reader.ReadAsync().AsTask().Soon();
    }
}
