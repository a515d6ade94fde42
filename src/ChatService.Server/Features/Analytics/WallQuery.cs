using ChatService.Contracts;
using ChatService.Domain.Conversations;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>The present, for a screen on a wall. "Today" began when the reader's day did.</summary>
public sealed record Wall(
    int Waiting, int OldestWaitSeconds, double? Frt30Today, double? Sl30Today, int TargetSeconds, IReadOnlyList<AgentPresence> Agents, IReadOnlyList<WallBreach> BreachesLastHour);

/// <summary>A missed target.</summary>
public sealed record WallBreach(Guid ConversationId, DateTimeOffset At, string? Cause);

/// <summary>Reads the wall. Agents come from the presence room; without it there are none.</summary>
public sealed class WallQuery(IDbContextFactory<ChatDb> contexts, ServiceLevelFacts facts, TimeProvider time, IPresenceView? presence = null)
{
    // A wall has room for so many lines; the figures of the hour are in the report.
    private const int MostBreaches = 50;

    // No day is longer than this anywhere, with a clock change and whatever the reader's own clock is off by.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(26);

    /// <summary>As of now.</summary>
    /// <param name="from">When the reader's day began; without it, midnight UTC.</param>
    public async Task<Outcome<Wall>> ReadAsync(DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var morning = from ?? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (now - morning > LongestDay || morning > now.AddHours(1))
        {
            return Refusal.Invalid("from is when today began: not in the future and at most 26 hours ago.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Set<Conversation>().AsNoTracking()
            .Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered)
            .Select(c => c.QueuedAt).ToListAsync(cancellationToken);
        var hourAgo = now.AddHours(-1);
        var breaches = await db.Set<SlaClockRow>().AsNoTracking()
            .Where(k => k.Outcome == SlaOutcome.Breached && k.OutcomeAt >= hourAgo)
            .OrderByDescending(k => k.OutcomeAt).Take(MostBreaches)
            .Select(k => new { k.ConversationId, k.OutcomeAt, k.Cause }).ToListAsync(cancellationToken);
        var end = morning > now ? morning.AddMilliseconds(1) : now.AddMilliseconds(1);
        var options = new ServiceLevelOptions();
        var today = Level.Of(await facts.ReadAsync(new ReportPeriod(morning, end), withTransfers: false, cancellationToken), options);
        return new Wall(
            waiting.Count,
            waiting.Min() is { } oldest ? (int)(now - oldest).TotalSeconds : 0,
            today.Frt30,
            today.Sl30,
            (int)options.Threshold.TotalSeconds,
            presence?.All() ?? [],
            [.. breaches.Select(b => new WallBreach(b.ConversationId, b.OutcomeAt!.Value, b.Cause is { } cause ? Level.Word(cause) : null))]);
    }
}
