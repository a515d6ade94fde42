using ChatService.Contracts;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>Reads the wall. Agents come from the presence room; without it there are none.</summary>
public sealed class WallQuery(IDbContextFactory<ChatDb> contexts, ServiceLevelFacts facts, RecentBreaches breaches, TimeProvider time, IPresenceView? presence = null)
{
    // No day is longer than this anywhere, also with a clock change.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(26);

    /// <summary>As of now.</summary>
    /// <param name="from">
    /// When the reader's day began; without it, midnight UTC. A reader whose clock is wrong by days asks for a day that is not today: its time of the day is kept,
    /// the day is the server's, so that a wall is never an error for its clock.
    /// </param>
    public async Task<Outcome<Wall>> ReadAsync(DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var morning = Morning(from, now);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await WaitingCustomers.ReadAsync(db, now, cancellationToken);
        var missed = await breaches.ReadAsync(db, now.AddHours(-1), cancellationToken);
        var options = new ServiceLevelOptions();
        var today = Level.Of(await facts.ReadAsync(new ReportPeriod(morning, now.AddMilliseconds(1)), withTransfers: false, cancellationToken), options);
        var agents = presence?.All() ?? [];
        var times = presence?.Times();
        var (queue, inHand) = (waiting.Queue, waiting.InHand);
        return new Wall(
            queue.Count + inHand.Count, Math.Max(queue.OldestSeconds ?? 0, inHand.OldestSeconds ?? 0),
            today.Frt30, today.Sl30, (int)options.Threshold.TotalSeconds,
            [.. agents.Select(a => WallAgent.Of(a, times is not null && times.TryGetValue(a.AgentId, out var since) ? since : null))], missed.Newest)
        {
            ServerTime = now,
            Queue = queue,
            InHand = inHand,
            Unanswered = waiting.ByAgent,
            Capacity = WallCapacity.Of(agents),
            BreachCountLastHour = missed.Clocks,
            BreachedConversationsLastHour = missed.Conversations,
            ConversationsToday = today.Conversations,
            Frt30Of = today.Frt30Of,
            Sl30Of = today.Sl30Of,
            AnsweredToday = today.Answered,
            AbandonedToday = today.Abandoned,
        };
    }

    /// <summary>The last time at or before <paramref name="now"/> that is the reader's time of the day.</summary>
    internal static DateTimeOffset Morning(DateTimeOffset? from, DateTimeOffset now)
    {
        if (from is not { } asked)
        {
            return new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        }

        if (asked <= now && now - asked <= LongestDay)
        {
            return asked;
        }

        var sameTime = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + asked.UtcDateTime.TimeOfDay;
        return sameTime <= now ? sameTime : sameTime.AddDays(-1);
    }
}
