using ChatService.Contracts;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>The missed targets of the last hour: all of them counted, the newest named.</summary>
public sealed class RecentBreaches(AgentDirectory agents, InboxDirectory inboxes)
{
    // A wall has room for so many lines; the figures of the hour are counted, not listed.
    private const int MostLines = 50;

    internal async Task<(int Clocks, int Conversations, IReadOnlyList<WallBreach> Newest)> ReadAsync(ChatDb db, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var breached = db.Set<SlaClockRow>().AsNoTracking().Where(k => k.Outcome == SlaOutcome.Breached && k.OutcomeAt >= since);
        var clocks = await breached.CountAsync(cancellationToken);
        if (clocks == 0)
        {
            return (0, 0, []);
        }

        var conversations = await breached.Select(k => k.ConversationId).Distinct().CountAsync(cancellationToken);
        var newest = await breached.OrderByDescending(k => k.OutcomeAt).ThenBy(k => k.Id).Take(MostLines)
            .Join(db.Set<Conversation>().AsNoTracking(), k => k.ConversationId, c => c.Id, (k, c) => new { Clock = k, c.ContactId })
            .Join(db.Set<Contact>().AsNoTracking(), k => k.ContactId, c => c.Id, (k, c) => new Line(
                k.Clock.ConversationId, k.Clock.OutcomeAt!.Value, k.Clock.Cause, k.Clock.Metric, c.Id, c.Name, k.Clock.InboxId, k.Clock.AgentId))
            .ToListAsync(cancellationToken);
        return (clocks, conversations, [.. newest.OrderByDescending(line => line.At).Select(View)]);
    }

    private WallBreach View(Line line) => new(line.ConversationId, line.At, line.Cause is { } cause ? Level.Word(cause) : null)
    {
        Metric = WireWord.Of(line.Metric),
        Contact = new WallContact(line.ContactId, line.ContactName),
        InboxName = inboxes.Find(line.InboxId)?.Name ?? string.Empty,
        Agent = line.AgentId is { } id && agents.Find(id) is { } agent ? new NamedRef(agent.Id, agent.Name) : null,
    };

    private sealed record Line(
        Guid ConversationId, DateTimeOffset At, MissCause? Cause, SlaMetric Metric, Guid ContactId, string? ContactName, Guid InboxId, Guid? AgentId);
}
