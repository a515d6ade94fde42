using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>A clock as agents see it; times in seconds. Causes cover the wait without a hole.</summary>
public sealed record SlaClockView(
    Guid Id, SlaMetric Metric, string Priority, Guid? PolicyId, int? PolicyVersion, int? TargetSeconds, DateTimeOffset StartedAt, DateTimeOffset? DueAt,
    DateTimeOffset? PausedSince, SlaOutcome? Outcome, DateTimeOffset? OutcomeAt, DateTimeOffset? RespondedAt, double? WallSeconds, double? BusinessSeconds,
    Guid? AgentId, MissCause? Cause, IReadOnlyList<SlaCauseView> Causes);

/// <summary>One stretch of a wait.</summary>
public sealed record SlaCauseView(MissCause Cause, Guid? AgentId, DateTimeOffset From, DateTimeOffset To);

/// <summary>Reads of clocks.</summary>
public sealed class SlaQueries : IConversationDetailPart, IBreachedConversations
{
    /// <summary>In the detail of a conversation.</summary>
    public string Name => "sla";

    public async Task<object?> GetAsync(ChatDb db, Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return await OfConversationAsync(db, conversation.Id, cancellationToken);
    }

    public IQueryable<Guid> Since(ChatDb db, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<SlaClockRow>().Where(c => c.Outcome == SlaOutcome.Breached && c.OutcomeAt >= since).Select(c => c.ConversationId);
    }

    /// <summary>Every clock of a conversation, the oldest first. Who may see the conversation is the caller's business.</summary>
    public static async Task<IReadOnlyList<SlaClockView>> OfConversationAsync(ChatDb db, Guid conversationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<SlaClockRow>().AsNoTracking()
            .Where(c => c.ConversationId == conversationId).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(View)];
    }

    private static SlaClockView View(SlaClockRow c) => new(
        c.Id, c.Metric, c.Priority.ToString(), c.PolicyId, c.PolicyVersion, c.TargetSeconds, c.StartedAt, c.DueAt,
        c.PausedSince, c.Outcome, c.OutcomeAt, c.RespondedAt, c.WallMs / 1000.0, c.BusinessMs / 1000.0,
        c.AgentId, c.Cause, [.. c.Causes.Select(link => new SlaCauseView(link.Cause, link.AgentId, link.From, link.To))]);
}
