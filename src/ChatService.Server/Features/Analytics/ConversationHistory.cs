using System.Text.Json;
using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Analytics;

/// <summary>Replays the log of one conversation, line by line in the order of the ids.</summary>
internal sealed class ConversationHistory(Guid conversationId, Guid inboxId)
{
    private readonly List<ReplyRound> rounds = [];
    private readonly List<ReportedClock> clocks = [];
    private ReplyRoundState state;
    private DateTimeOffset? queuedAt;
    private DateTimeOffset? acceptedAt;
    private DateTimeOffset? abandonedAt;
    private Guid? teamId;
    private Guid? assigneeId;
    private Guid? responderId;
    private bool movedOut;
    private CallbackFacts? callback;

    public Guid ConversationId { get; } = conversationId;

    public Guid InboxId { get; } = inboxId;

    public DateTimeOffset? FirstCustomerMessageAt => state.FirstCustomerMessageAt;

    public void Apply(LoggedEvent logged)
    {
        using var json = JsonDocument.Parse(logged.Data);
        var data = json.RootElement;
        switch (logged.Type)
        {
            case "message_appended":
                Said(logged, data);
                break;
            case "queued":
                queuedAt ??= logged.At;
                (assigneeId, teamId) = (null, Id(data, "teamId"));
                break;
            case "assigned":
                acceptedAt ??= logged.At;
                assigneeId = Id(data, "agentId");
                break;
            case "transferred":
                movedOut |= Id(data, "toTeamId") is not null;
                teamId = Id(data, "toTeamId") ?? teamId;
                break;
            case "closed":
                Turn(ReplyRounds.OnClosed(state), logged.At);
                abandonedAt = data.TryGetProperty("abandoned", out var abandoned) && abandoned.GetBoolean() ? Time(data, "abandonedAt") ?? logged.At : abandonedAt;
                break;
            case "callback_requested":
                callback = new CallbackFacts(IsDone: false);
                break;
            case "callback_done":
                callback = new CallbackFacts(IsDone: true);
                Turn(ReplyRounds.OnClosed(state), logged.At);
                break;
            case "reopened":
                abandonedAt = null;
                if (data.TryGetProperty("owesAnswer", out var owes) && owes.GetBoolean())
                {
                    Turn(ReplyRounds.OnReopened(state, logged.At), logged.At);
                }

                break;
            default:
                Timed(logged.Type, data);
                break;
        }
    }

    public ReportedConversation Report(BusinessCalendar calendar)
    {
        var facts = new ConversationFacts
        {
            ConversationId = ConversationId,
            FirstCustomerMessageAt = state.FirstCustomerMessageAt,
            FirstResponseAt = state.FirstResponseAt,
            FirstResponseBusiness = ReportPeriod.FirstResponseBusiness(state.FirstCustomerMessageAt, state.FirstResponseAt, rounds, calendar),
            EnqueuedAt = queuedAt,
            AcceptedAt = acceptedAt,
            AbandonedAt = abandonedAt,
            TransferredOut = movedOut,
            Rounds = rounds,
        };
        return new ReportedConversation(facts, InboxId, teamId, responderId ?? assigneeId, clocks) { Callback = callback };
    }

    private void Said(LoggedEvent logged, JsonElement data)
    {
        var author = Text(data, "senderKind") switch
        {
            "visitor" => ReplyAuthor.Customer,
            "agent" => ReplyAuthor.HumanAgent,
            "bot" => ReplyAuthor.Bot,
            _ => ReplyAuthor.System,
        };
        var wasAnswered = state.FirstResponseAt is not null;
        Turn(ReplyRounds.OnLine(state, author, Text(data, "kind") == "note", logged.At), logged.At);
        if (!wasAnswered && state.FirstResponseAt is not null)
        {
            responderId = logged.ActorId;
        }
    }

    private void Turn(ReplyRoundChange change, DateTimeOffset at)
    {
        state = change.State;
        switch (change.Command?.Kind)
        {
            case SlaCommandKind.Arm:
                rounds.Add(new ReplyRound(at, null));
                break;
            case SlaCommandKind.Fulfil:
                rounds[^1] = rounds[^1] with { AnsweredAt = at };
                break;
        }
    }

    private void Timed(string type, JsonElement data)
    {
        if (type is "sla_met" or "sla_answered" && Text(data, "metric") != "resolution")
        {
            // It follows its answer in the log: the round that was answered last.
            rounds[^1] = rounds[^1] with { Business = TimeSpan.FromMilliseconds(data.GetProperty("businessMs").GetInt64()) };
        }

        SlaOutcome? outcome = type switch
        {
            "sla_met" => SlaOutcome.Met,
            "sla_breached" => SlaOutcome.Breached,
            "sla_cancelled" => SlaOutcome.Cancelled,
            _ => null,
        };
        if (outcome is { } ended)
        {
            clocks.Add(new ReportedClock(ended, data.TryGetProperty("cause", out var cause) ? cause.Deserialize<MissCause?>(JsonColumn.Options) : null));
        }
    }

    private static string? Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static Guid? Id(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.TryGetGuid(out var id) ? id : null;
}
