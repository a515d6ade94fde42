using System.Collections.Concurrent;
using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>What a wait estimate of one inbox is made from.</summary>
internal sealed record InboxPace(DateTimeOffset At, double AhtSeconds, int Samples, int ActiveNow, double Concurrency, int AgentsAvailable)
{
    public WaitEstimate? Estimate(int ahead) => WaitEstimate.Estimate(AhtSeconds, ActiveNow, ahead, Concurrency, AgentsAvailable, Samples);
}

/// <summary>How fast each inbox has been serving, counted again at most every 10 s.</summary>
public sealed class QueueStatistics(TimeProvider time, InboxDirectory inboxes, AgentDirectory agents, IPresenceView presence)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(4);

    // Enough for a steady mean; the newest of a busy inbox.
    private const int MaxSamples = 500;

    private readonly ConcurrentDictionary<Guid, InboxPace> paces = new();

    internal async Task<InboxPace> OfAsync(ChatDb db, Guid inboxId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (paces.TryGetValue(inboxId, out var known) && now - known.At < FreshFor && now >= known.At)
        {
            return known;
        }

        return paces[inboxId] = await CountAsync(db, inboxId, now, cancellationToken);
    }

    private async Task<InboxPace> CountAsync(ChatDb db, Guid inboxId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (aht, samples) = await HandleTimeAsync(db, inboxId, now - LookBack, cancellationToken);
        var active = await db.Set<Conversation>()
            .Where(c => c.InboxId == inboxId && (c.State == ConversationState.Active || c.State == ConversationState.WaitingCustomer))
            .GroupBy(c => c.AssigneeId).Select(g => g.Count()).ToListAsync(cancellationToken);
        return new InboxPace(now, aht, samples, active.Sum(), active.Count == 0 ? 1 : active.Average(), AgentsFor(inboxId));
    }

    // AHT: accept to close, and what the agent wrote up afterwards.
    private static async Task<(double Mean, int Samples)> HandleTimeAsync(ChatDb db, Guid inboxId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var closed = await db.Set<Conversation>()
            .Where(c => c.InboxId == inboxId && c.State == ConversationState.Closed && c.ClosedAt >= since && c.FirstAcceptedAt != null)
            .OrderByDescending(c => c.ClosedAt).Take(MaxSamples)
            .Select(c => new { c.Id, From = c.FirstAcceptedAt!.Value, To = c.ClosedAt!.Value })
            .ToListAsync(cancellationToken);
        if (closed.Count < WaitEstimate.MinimumSamples)
        {
            return (0, closed.Count);
        }

        var written = await db.Set<LoggedEvent>().Where(e => e.InboxId == inboxId && e.At >= since && e.Type == "wrap_up_ended")
            .GroupBy(e => e.ConversationId).Select(g => new { g.Key, At = g.Max(e => e.At) }).ToDictionaryAsync(e => e.Key, e => e.At, cancellationToken);
        return (closed.Average(c => (Later(c.To, written.GetValueOrDefault(c.Id)) - c.From).TotalSeconds), closed.Count);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private int AgentsFor(Guid inboxId)
    {
        var teams = inboxes.Find(inboxId)?.TeamIds ?? [];
        return presence.All().Count(a => a is { Status: "available", Activity: not ("disconnected" or "not_responding") }
            && agents.Find(a.AgentId) is { } agent
            && (agent.ServesAll || agent.InboxIds.Contains(inboxId) || agent.TeamIds.Any(teams.Contains)));
    }
}
