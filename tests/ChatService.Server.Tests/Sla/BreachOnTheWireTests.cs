using ChatService.Testing;

namespace ChatService.Server.Tests.Sla;

public sealed class BreachOnTheWireTests
{
    [Fact]
    public async Task A_supervisor_hears_the_warning_and_the_breach_of_an_unanswered_customer()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = ChatHost.Start(time: time);
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        var started = await visitor.StartAsync("Is anybody there?");
        var row = await admin.Rows.First(r => r.ConversationId == started.ConversationId && r.Sla is not null);
        Assert.Equal(("first_response", 30, false), (row.Sla!.Metric, row.Sla.TargetSeconds, row.Sla.Breached));

        time.Advance(TimeSpan.FromSeconds(23));
        var warning = await admin.Warnings.First(w => w.ConversationId == started.ConversationId && w.Action == "alert_supervisor");
        Assert.Equal(row.Sla.DueAt, warning.DueAt);
        time.Advance(TimeSpan.FromSeconds(8));
        var breach = await admin.Breaches.First(b => b.ConversationId == started.ConversationId);
        Assert.Equal(("first_response", row.Sla.DueAt), (breach.Metric, breach.DueAt));
        Assert.NotNull(breach.Cause);
    }
}
