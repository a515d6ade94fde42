using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>
/// A close or a transfer that an agent asked for and can still undo. The server keeps it, so a reload, a lost connection or a closed tab
/// of the agent changes nothing: it is carried out at its time, or it is dropped because the conversation went on.
/// </summary>
public sealed record PendingEnd
{
    /// <summary>Ends the service.</summary>
    public const string Close = "close";

    /// <summary>Passes it on.</summary>
    public const string Transfer = "transfer";

    /// <summary>close or transfer.</summary>
    public required string Kind { get; init; }
    public required Guid AgentId { get; init; }
    public required string AgentName { get; init; }

    /// <summary>When it is carried out.</summary>
    public required DateTimeOffset At { get; init; }
    public string? Resolution { get; init; }
    public Guid? ToAgentId { get; init; }
    public Guid? ToTeamId { get; init; }
    public string? ToName { get; init; }
    public string? Note { get; init; }
    public Guid? ClientMessageId { get; init; }

    /// <summary>The same wish again: its first answer was lost, or a key was hit twice.</summary>
    public bool IsSameAs(PendingEnd other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { At = other.At, ClientMessageId = other.ClientMessageId, AgentName = other.AgentName } == other;
    }
}

/// <summary>Request, undo and drop of a pending end.</summary>
public static class PendingEnds
{
    /// <summary>The timer that carries it out.</summary>
    public const string Timer = "pending_end";

    /// <summary>The longest time to undo; clocks and the slot run on until the end.</summary>
    public const int MaxSeconds = 30;

    /// <summary>invalid_argument for a time that is out of range.</summary>
    public static Refusal? CheckSeconds(int? seconds) =>
        seconds is < 0 or > MaxSeconds ? Refusal.Invalid($"undoSeconds is from 0 to {MaxSeconds}.") : null;

    /// <summary>Keeps it instead of an earlier one; answers when it happens.</summary>
    public static DateTimeOffset RequestEnd(this ConversationUnit unit, Actor actor, PendingEnd end)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(end);
        var conversation = unit.Conversation;
        if (conversation.Ending is { } known && (known.IsSameAs(end) || (end.ClientMessageId is { } id && known.ClientMessageId == id)))
        {
            return known.At;
        }

        unit.Cancel(timer => timer.Kind == Timer);
        conversation.Ending = end;
        unit.Arm(Timer, end.At);
        unit.Raise(new EndRequested(actor, end.Kind, end.At));
        return end.At;
    }

    /// <summary>It will not happen. Nothing changes when none is pending.</summary>
    public static void DropEnd(this ConversationUnit unit, Actor actor, string reason)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.Ending is { } end)
        {
            unit.ForgetEnd();
            unit.Raise(new EndDropped(actor, end.Kind, reason));
        }
    }

    /// <summary>It has happened, or something took its place.</summary>
    public static void ForgetEnd(this ConversationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.Conversation.Ending is not null)
        {
            unit.Cancel(timer => timer.Kind == Timer);
            unit.Conversation.Ending = null;
            unit.Touch();
        }
    }
}
