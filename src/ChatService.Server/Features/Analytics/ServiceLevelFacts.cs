using System.Text.Json;
using ChatService.Domain.Sla;
using ChatService.Server.Features.BusinessHours;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Analytics;

/// <summary>Reads what a report needs from the tables conversation and sla_clock, in two or three queries.</summary>
public sealed class ServiceLevelFacts(IDbContextFactory<ChatDb> contexts, InboxHours hours)
{
    /// <summary>The conversations of a period; with <paramref name="withTransfers"/> also whether they were handed over to another team.</summary>
    public async Task<IReadOnlyList<ReportedConversation>> ReadAsync(ReportPeriod period, bool withTransfers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(period);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chosen = Chosen(db, period);
        var conversations = await chosen.Select(c => new Row(
            c.Id, c.InboxId, c.TeamId, c.FirstResponderId ?? c.AssigneeId, c.FirstCustomerMessageAt, c.FirstResponseAt,
            c.FirstQueuedAt, c.FirstAcceptedAt, c.AbandonedAt, c.CallbackRequestedAt, c.CallbackDoneAt)).ToListAsync(cancellationToken);
        var clocks = await db.Set<SlaClockRow>().AsNoTracking()
            .Join(chosen, k => k.ConversationId, c => c.Id, (k, c) => k)
            .Select(k => new Clock(k.ConversationId, k.Metric, k.StartedAt, k.RespondedAt, k.BusinessMs, k.IsContinued, k.Outcome, k.Cause))
            .ToListAsync(cancellationToken);
        var moved = withTransfers ? await MovedAsync(db, chosen, cancellationToken) : [];
        var byConversation = clocks.ToLookup(clock => clock.ConversationId);
        return [.. conversations.Select(row => Reported(row, [.. byConversation[row.Id]], moved.Contains(row.Id)))];
    }

    private static IQueryable<Conversation> Chosen(ChatDb db, ReportPeriod period)
    {
        var (from, to, inbox) = (period.From, period.To, period.InboxId);
        var chosen = db.Set<Conversation>().AsNoTracking().Where(c => c.FirstCustomerMessageAt >= from && c.FirstCustomerMessageAt < to);
        return inbox is null ? chosen : chosen.Where(c => c.InboxId == inbox);
    }

    // Rare, and asked for rarely: a column for it would be written on every conversation.
    private static async Task<HashSet<Guid>> MovedAsync(ChatDb db, IQueryable<Conversation> chosen, CancellationToken cancellationToken)
    {
        var transfers = await db.Set<LoggedEvent>().AsNoTracking().Where(e => e.Type == "transferred")
            .Join(chosen, e => e.ConversationId, c => c.Id, (e, c) => new { e.ConversationId, e.Data }).ToListAsync(cancellationToken);
        return [.. transfers.Where(t => IsToTeam(t.Data)).Select(t => t.ConversationId)];
    }

    internal static bool IsToTeam(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty("toTeamId", out var team) && team.ValueKind == JsonValueKind.String;
    }

    private ReportedConversation Reported(Row row, List<Clock> clocks, bool movedOut)
    {
        // A round that lost its target and got one again has two clocks: it is one round.
        var rounds = clocks.Where(clock => clock is { Metric: not SlaMetric.Resolution, IsContinued: false })
            .OrderBy(clock => clock.StartedAt)
            .Select(clock => new ReplyRound(clock.StartedAt, clock.RespondedAt, clock.BusinessMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null))
            .ToList();
        var facts = new ConversationFacts
        {
            ConversationId = row.Id,
            FirstCustomerMessageAt = row.FirstCustomerMessageAt,
            FirstResponseAt = row.FirstResponseAt,
            FirstResponseBusiness = ReportPeriod.FirstResponseBusiness(row.FirstCustomerMessageAt, row.FirstResponseAt, rounds, hours.For(row.InboxId)),
            EnqueuedAt = row.FirstQueuedAt,
            AcceptedAt = row.FirstAcceptedAt,
            AbandonedAt = row.AbandonedAt,
            TransferredOut = movedOut,
            Rounds = rounds,
        };
        var ended = clocks.Where(clock => clock.Outcome is not null).Select(clock => new ReportedClock(clock.Outcome!.Value, clock.Cause));
        return new ReportedConversation(facts, row.InboxId, row.TeamId, row.AgentId, [.. ended])
        {
            Callback = row.CallbackRequestedAt is null ? null : new CallbackFacts(row.CallbackDoneAt is not null),
        };
    }

    private sealed record Row(
        Guid Id, Guid InboxId, Guid? TeamId, Guid? AgentId, DateTimeOffset? FirstCustomerMessageAt, DateTimeOffset? FirstResponseAt,
        DateTimeOffset? FirstQueuedAt, DateTimeOffset? FirstAcceptedAt, DateTimeOffset? AbandonedAt,
        DateTimeOffset? CallbackRequestedAt, DateTimeOffset? CallbackDoneAt);

    private sealed record Clock(
        Guid ConversationId, SlaMetric Metric, DateTimeOffset StartedAt, DateTimeOffset? RespondedAt, long? BusinessMs, bool IsContinued, SlaOutcome? Outcome, MissCause? Cause);
}
