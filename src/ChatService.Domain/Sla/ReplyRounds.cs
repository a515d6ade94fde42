namespace ChatService.Domain.Sla;

/// <summary>
/// When reply timers start and end. A round is a burst of customer messages and the human answer to it: it starts with the oldest
/// unanswered message, further messages of the burst change nothing, and it ends with the answer or with the conversation.
/// </summary>
public static class ReplyRounds
{
    /// <summary>Any line. Private notes, bots, auto-replies and system lines never count, whoever wrote them.</summary>
    public static ReplyRoundChange OnLine(ReplyRoundState state, ReplyAuthor author, bool isNote, DateTimeOffset at) => author switch
    {
        ReplyAuthor.Customer when !isNote => OnVisitorMessage(state, at),
        ReplyAuthor.HumanAgent when !isNote => OnAgentMessage(state, at),
        _ => new(state, null),
    };

    /// <summary>
    /// A customer message. A customer who comes back to a conversation that was closed without an answer starts the first response
    /// timer anew from this message; the first customer message stays what it was.
    /// </summary>
    public static ReplyRoundChange OnVisitorMessage(ReplyRoundState state, DateTimeOffset at)
    {
        if (state.AwaitingSince is not null)
        {
            return new(state, null);
        }

        var next = state with { FirstCustomerMessageAt = state.FirstCustomerMessageAt ?? at, AwaitingSince = at };
        return new(next, new SlaCommand(SlaCommandKind.Arm, next.Running!.Value, at));
    }

    /// <summary>A human message the customer can see. Written before the customer wrote anything it answers nothing.</summary>
    public static ReplyRoundChange OnAgentMessage(ReplyRoundState state, DateTimeOffset at)
    {
        if (state.FirstCustomerMessageAt is null)
        {
            return new(state, null);
        }

        var next = state with { FirstResponseAt = state.FirstResponseAt ?? at, AwaitingSince = null };
        return new(next, state.Running is { } metric ? new SlaCommand(SlaCommandKind.Fulfil, metric, at) : null);
    }

    /// <summary>An agent opens it again while the customer had the last word: a new round begins, for the old one ended with the close.</summary>
    public static ReplyRoundChange OnReopened(ReplyRoundState state, DateTimeOffset at)
    {
        if (state.AwaitingSince is not null || state.FirstCustomerMessageAt is null)
        {
            return new(state, null);
        }

        var next = state with { AwaitingSince = at };
        return new(next, new SlaCommand(SlaCommandKind.Arm, next.Running!.Value, at));
    }

    /// <summary>The end of the conversation: an unanswered round is cancelled.</summary>
    public static ReplyRoundChange OnClosed(ReplyRoundState state) => new(
        state with { AwaitingSince = null },
        state.Running is { } metric ? new SlaCommand(SlaCommandKind.Cancel, metric, null) : null);
}
