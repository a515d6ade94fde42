using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Storage;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Operations;

/// <summary>F9 at its edge: more commands than a lane takes.</summary>
[Collection(nameof(Alone))]
public sealed class FullLaneTests
{
    private const int Refusals = 500;

    [Fact]
    public async Task A_full_lane_refuses_with_a_hint_and_what_it_took_in_is_stored_and_nothing_else()
    {
        // On the embedded store, whatever the tests run on: there is one writer that can be held.
        await using var host = ChatHost.Start(settings: new Dictionary<string, string>(Roomy.Limits) { ["ConnectionStrings:Postgres"] = string.Empty });
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        var agent = new AgentCaller(await AdminAsync(host));
        var notes = host.Services.GetRequiredService<SendMessage>();
        var held = await host.Services.GetRequiredService<IStorageEngine>().EnterWriteAsync(CancellationToken.None);

        var answers = new Dictionary<Guid, Task>();
        Fill(answers, id => notes.NoteAsync(agent, new AddNoteRequest(visitor.ConversationId, id, "n"), CancellationToken.None), Refusals);
        var metrics = await host.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var onTheWire = string.Empty;
        for (var tries = 0; tries < 5 && !onTheWire.Contains("again in", StringComparison.Ordinal); tries++)
        {
            // On a slow machine those who have waited too long have made room meanwhile.
            Fill(answers, id => notes.NoteAsync(agent, new AddNoteRequest(visitor.ConversationId, id, "n"), CancellationToken.None), 1);
            onTheWire = Refused.TextOf(await Assert.ThrowsAsync<HubException>(() => visitor.SendAsync("One too many")));
        }

        held.Dispose();
        await Task.WhenAll(answers.Values.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default))).Soon();

        var refused = answers.Where(a => a.Value.Exception?.InnerException is RefusedException { Refusal.RetryAfter: not null }).ToDictionary(a => a.Key, a => Refusal(a.Value));
        var acked = answers.Where(a => a.Value.IsCompletedSuccessfully).Select(a => a.Key).ToHashSet();
        Assert.True(refused.Count >= Refusals, $"{refused.Count} were refused");
        Assert.All(refused.Values, r => Assert.Equal(ErrorCode.Unavailable, r.Code));
        Assert.All(refused.Values, r => Assert.InRange(r.RetryAfter!.Value.TotalSeconds, 1, 4));
        Assert.Matches("^unavailable: .* send it again in [1-4] s\\.$", onTheWire);
        // Full but for what one batch takes.
        Assert.Matches("\nchatservice_lanes_waiting (?:3[89]|40)[0-9]{2}\n", metrics);
        Assert.Matches("\nchatservice_lanes_refused_total\\{reason=\"full\"\\} [1-9][0-9]{2,}\n", metrics);

        var stored = await StoredAsync(host, visitor.ConversationId);
        Assert.NotEmpty(acked);
        Assert.Empty(acked.Except(stored));
        Assert.Empty(refused.Keys.Intersect(stored));
        // It is over: the one that was refused goes through when it is sent again.
        Assert.False((await visitor.SendAsync("Again")).Duplicate);
    }

    // Sends until so many more have been turned away at the door of the lane, which is at once.
    private static void Fill(Dictionary<Guid, Task> answers, Func<Guid, Task> send, int refusals)
    {
        for (var turnedAway = 0; turnedAway < refusals;)
        {
            Assert.True(answers.Count < 10 * ConversationLanes.MaxWaiting, "the lane is never full");
            var id = Guid.NewGuid();
            answers[id] = send(id);
            turnedAway += answers[id].IsFaulted ? 1 : 0;
        }
    }

    private static Refusal Refusal(Task task) => ((RefusedException)task.Exception!.InnerException!).Refusal;

    private static async Task<Features.Agents.Agent> AdminAsync(ChatHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return await db.Set<Features.Agents.Agent>().AsNoTracking().SingleAsync(a => a.Email == ChatHost.AdminEmail);
    }

    private static async Task<HashSet<Guid>> StoredAsync(ChatHost host, Guid conversationId)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return [.. await db.Set<MessageRow>().Where(m => m.ConversationId == conversationId).Select(m => m.ClientMessageId).ToListAsync()];
    }
}
