using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>The clocks of one conversation that have not ended, read at most once in a transaction and only when there are any.</summary>
internal sealed class ConversationClocks
{
    private static readonly ConditionalWeakTable<ConversationUnit, ConversationClocks> Books = new();

    private readonly List<SlaClockRow> rows = [];
    private bool isRead;

    /// <summary>The reply round under way, or null.</summary>
    public SlaClockRow? Reply => rows.Find(row => row.EndedAt is null && row.IsReply);

    /// <summary>The resolution clock, or null.</summary>
    public SlaClockRow? Resolution => rows.Find(row => row.EndedAt is null && !row.IsReply);

    /// <summary>A conversation names its clock in <see cref="Conversation.SlaMetric"/>: without one there is nothing to read.</summary>
    public static async ValueTask<ConversationClocks> OfAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var clocks = Books.GetOrCreateValue(unit);
        if (!clocks.isRead)
        {
            clocks.isRead = true;
            if (unit.Conversation.SlaMetric is not null)
            {
                var id = unit.Conversation.Id;
                clocks.rows.AddRange(await unit.Batch.Scope.Db.Set<SlaClockRow>()
                    .Where(row => row.ConversationId == id && row.EndedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken));
            }
        }

        return clocks;
    }

    /// <summary>Reads those of many conversations in one query.</summary>
    public static async ValueTask ReadAsync(IReadOnlyList<ConversationUnit> units, CancellationToken cancellationToken)
    {
        var unread = units.Where(unit => unit.Conversation.SlaMetric is not null).ToDictionary(unit => unit.Conversation.Id, Books.GetOrCreateValue);
        if (unread.Count == 0)
        {
            return;
        }

        var ids = unread.Keys.ToList();
        var rows = await units[0].Batch.Scope.Db.Set<SlaClockRow>()
            .Where(row => ids.Contains(row.ConversationId) && row.EndedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var byConversation = rows.ToLookup(row => row.ConversationId);
        foreach (var (id, clocks) in unread)
        {
            clocks.rows.AddRange(byConversation[id]);
            clocks.isRead = true;
        }
    }

    public SlaClockRow? Find(Guid? id) => rows.Find(row => row.Id == id && row.EndedAt is null);

    public void Add(ConversationUnit unit, SlaClockRow row)
    {
        unit.Batch.Scope.Db.Add(row);
        rows.Add(row);
    }

    /// <summary>Writes the clock that agents should look at: the reply that is awaited, else the resolution.</summary>
    public void ShowOn(Conversation conversation)
    {
        var shown = Reply is { TargetSeconds: not null, Outcome: not SlaOutcome.Cancelled } reply ? reply : Resolution ?? Reply;
        var counts = shown is { PausedSince: null, Outcome: not SlaOutcome.Cancelled };
        conversation.SlaMetric = shown is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(shown.Metric.ToString());
        conversation.SlaStartedAt = shown?.StartedAt;
        conversation.SlaDueAt = counts ? shown!.DueAt : null;
        conversation.SlaTargetSeconds = shown?.TargetSeconds;
        conversation.SlaBreached = shown?.Outcome == SlaOutcome.Breached;
    }
}
