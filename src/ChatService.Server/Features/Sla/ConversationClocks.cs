using System.Runtime.CompilerServices;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage.Rows;

namespace ChatService.Server.Features.Sla;

/// <summary>The clocks of one conversation that have not ended; they are read with it.</summary>
internal sealed class ConversationClocks
{
    private static readonly ConditionalWeakTable<ConversationUnit, ConversationClocks> Books = new();

    private readonly List<SlaClockRow> rows;

    private ConversationClocks(ConversationUnit unit) =>
        rows = [.. unit.Batch.Scope.Rows.Of<SlaClockRow>().Where(row => row.ConversationId == unit.Conversation.Id).OrderBy(row => row.Id)];

    /// <summary>The reply round under way, or null.</summary>
    public SlaClockRow? Reply => rows.Find(row => row.EndedAt is null && row.IsReply);

    /// <summary>The resolution clock, or null.</summary>
    public SlaClockRow? Resolution => rows.Find(row => row.EndedAt is null && !row.IsReply);

    /// <summary>What is read along with conversations.</summary>
    public static RowQuery ReadAlong(IReadOnlyCollection<Guid> conversationIds) =>
        new RowQuery<SlaClockRow>("conversation_id {0} AND ended_at IS NULL", row => row.ConversationId, conversationIds);

    public static ConversationClocks Of(ConversationUnit unit) => Books.GetValue(unit, static of => new ConversationClocks(of));

    public SlaClockRow? Find(Guid? id) => rows.Find(row => row.Id == id && row.EndedAt is null);

    public void Add(ConversationUnit unit, SlaClockRow row)
    {
        unit.Batch.Scope.Rows.Add(row);
        rows.Add(row);
    }

    /// <summary>Writes the clock that agents should look at: the reply that is awaited, else the resolution.</summary>
    public void ShowOn(Conversation conversation)
    {
        var shown = Reply is { TargetSeconds: not null, Outcome: not SlaOutcome.Cancelled } reply ? reply : Resolution ?? Reply;
        var counts = shown is { PausedSince: null, Outcome: not SlaOutcome.Cancelled };
        conversation.SlaMetric = shown is null ? null : WireWord.Of(shown.Metric);
        conversation.SlaStartedAt = shown?.StartedAt;
        conversation.SlaDueAt = counts ? shown!.DueAt : null;
        conversation.SlaTargetSeconds = shown?.TargetSeconds;
        conversation.SlaBreached = shown?.Outcome == SlaOutcome.Breached;
    }
}
