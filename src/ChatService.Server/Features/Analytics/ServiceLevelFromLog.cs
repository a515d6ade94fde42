using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>The same conversations, recomputed from nothing but the append-only event log: the proof that the figures can be checked.</summary>
public sealed class ServiceLevelFromLog(IDbContextFactory<ChatDb> contexts, InboxHours hours)
{
    /// <summary>The conversations of a period.</summary>
    public async Task<IReadOnlyList<ReportedConversation>> ReadAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(period);
        var (from, to, inbox) = (period.From, period.To, period.InboxId);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var log = db.Set<LoggedEvent>().AsNoTracking();
        var wrote = log.Where(e => e.Type == "message_appended" && e.ActorKind == "visitor" && e.At >= from && e.At < to && (inbox == null || e.InboxId == inbox))
            .Select(e => e.ConversationId).Distinct();
        var reported = new List<ReportedConversation>();
        ConversationHistory? history = null;
        // One conversation at a time: a long period does not have to fit into memory.
        await foreach (var logged in log.Where(e => wrote.Contains(e.ConversationId)).OrderBy(e => e.ConversationId).ThenBy(e => e.Id)
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (history is null || history.ConversationId != logged.ConversationId)
            {
                Add(reported, history, period);
                history = new ConversationHistory(logged.ConversationId, logged.InboxId);
            }

            history.Apply(logged);
        }

        Add(reported, history, period);
        return reported;
    }

    private void Add(List<ReportedConversation> reported, ConversationHistory? history, ReportPeriod period)
    {
        if (history?.FirstCustomerMessageAt is { } asked && asked >= period.From && asked < period.To)
        {
            reported.Add(history.Report(hours.For(history.InboxId)));
        }
    }
}
