using ChatService.Testing;

namespace ChatService.Server.Tests.AutoReplies;

/// <summary>The seeded policy and the seeded rules mean the same moments: neither may push the other out of the way.</summary>
public sealed class SameMomentTests
{
    [Fact]
    public async Task The_step_that_widens_routing_and_the_reply_of_the_same_second_both_happen()
    {
        for (var round = 0; round < 4; round++)
        {
            var time = new ManualTime(TimeProvider.System.GetUtcNow());
            await using var host = ChatHost.Start(time: time);
            await using var admin = await host.AdminAsync();
            await admin.StatusAsync("away");
            await admin.PostAsync<System.Text.Json.JsonElement>("/api/auto-replies", new
            {
                name = "Still searching", order = 100, trigger = new { type = "waiting", seconds = 15 },
                actions = new[] { new { type = "reply", texts = new { en = "Still finding somebody for you." } } },
            });
            await using var visitor = await host.VisitorAsync();
            await visitor.StartAsync("Is anybody there?");
            await visitor.Messages.First(m => m.Sender.Kind == "bot").Soon();

            time.Advance(TimeSpan.FromSeconds(15.2));

            await visitor.Messages.First(m => m.Sender.Kind == "bot" && m.Text.StartsWith("Still finding", StringComparison.Ordinal)).Soon();
        }
    }
}
