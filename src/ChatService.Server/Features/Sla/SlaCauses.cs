using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>Why a customer waited, read from the event log of the conversation, this transaction's unsaved lines included.</summary>
internal static class SlaCauses
{
    private static readonly string[] Types =
        ["queued", "assigned", "unassigned", "transferred", "closed", "offered", "offer_ended"];

    private static readonly ConditionalWeakTable<ConversationUnit, List<LoggedEvent>> Books = new();

    public static async ValueTask<CauseChain> BuildAsync(ConversationUnit unit, SlaClockRow clock, BusinessCalendar calendar, CancellationToken cancellationToken)
    {
        var saved = Books.TryGetValue(unit, out var known) ? known : await ReadAsync(unit.Batch.Scope.Db, [unit.Conversation.Id], cancellationToken);
        var history = saved.Concat(unit.Logged).DistinctBy(e => e.Id).OrderBy(e => e.At).ThenBy(e => e.Id).Select(Read).OfType<ServiceEvent>().ToList();
        history.Add(new ServiceEvent(ServiceEventKind.Breached, clock.DueAt!.Value));
        return CauseChain.Build(clock.StartedAt, unit.Now, history, calendar);
    }

    /// <summary>Reads in one query what the breaches of many conversations will ask for.</summary>
    public static async ValueTask LoadAsync(IReadOnlyList<ConversationUnit> units, CancellationToken cancellationToken)
    {
        var due = units.Where(unit => unit.Armed.Any(timer => timer.Kind == SlaClocks.DueTimer && timer.DueAt <= unit.Now)).ToList();
        if (due.Count == 0)
        {
            return;
        }

        var byConversation = (await ReadAsync(due[0].Batch.Scope.Db, [.. due.Select(unit => unit.Conversation.Id)], cancellationToken)).ToLookup(e => e.ConversationId);
        due.ForEach(unit => Books.AddOrUpdate(unit, [.. byConversation[unit.Conversation.Id]]));
    }

    private static Task<List<LoggedEvent>> ReadAsync(ChatDb db, List<Guid> ids, CancellationToken cancellationToken) => db.Set<LoggedEvent>().AsNoTracking()
        .Where(e => ids.Contains(e.ConversationId) && (Types.Contains(e.Type) || (e.Type == "message_appended" && e.ActorKind == "agent")))
        .ToListAsync(cancellationToken);

    /// <summary>One line of the log as a line of a service history, or null when a wait does not care.</summary>
    internal static ServiceEvent? Read(LoggedEvent logged)
    {
        using var data = JsonDocument.Parse(logged.Data);
        var agent = data.RootElement.TryGetProperty("agentId", out var value) && value.TryGetGuid(out var found) ? found : (Guid?)null;
        ServiceEventKind? kind = logged.Type switch
        {
            "queued" => ServiceEventKind.Queued,
            "assigned" => ServiceEventKind.Accepted,
            "unassigned" when Text(data, "reason") is "agent_lost" or "access_lost" => ServiceEventKind.AgentLost,
            "transferred" => ServiceEventKind.Transferred,
            "closed" => ServiceEventKind.Closed,
            "offered" => ServiceEventKind.Offered,
            "offer_ended" => Ended(Text(data, "outcome")),
            "message_appended" when Text(data, "senderKind") == "agent" && Text(data, "kind") == "text" => ServiceEventKind.Answered,
            _ => null,
        };
        return kind is { } known ? new ServiceEvent(known, logged.At, known == ServiceEventKind.Closed ? null : agent ?? logged.ActorId) : null;
    }

    // An accepted offer is followed by its assignment, which says the same.
    private static ServiceEventKind? Ended(string? outcome) => outcome switch
    {
        "declined" => ServiceEventKind.Declined,
        "expired" => ServiceEventKind.Expired,
        "withdrawn" => ServiceEventKind.Withdrawn,
        _ => null,
    };

    private static string? Text(JsonDocument data, string name) =>
        data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
