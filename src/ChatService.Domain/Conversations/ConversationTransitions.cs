namespace ChatService.Domain.Conversations;

/// <summary>The table of moves between conversation states. Whoever changes a state asks here first, then writes by compare-and-set on the old state.</summary>
public static class ConversationTransitions
{
    // Row = from. The reason for each move stands beside it.
    private static readonly Dictionary<ConversationState, ConversationState[]> Table = new()
    {
        [ConversationState.Bot] =
        [
            ConversationState.Queued, // handed to a human
            ConversationState.Active, // an agent steps in by hand
            ConversationState.Closed,
        ],
        [ConversationState.Queued] =
        [
            ConversationState.Offered,
            ConversationState.Active, // auto-accept or manual take
            ConversationState.Bot, // a rule hands it to a bot
            ConversationState.Closed, // the customer left, or it was spam
        ],
        [ConversationState.Offered] =
        [
            ConversationState.Active, // accepted
            ConversationState.Queued, // declined, expired or withdrawn
            ConversationState.Closed, // the customer left
        ],
        [ConversationState.Active] =
        [
            ConversationState.WaitingCustomer,
            ConversationState.Snoozed,
            ConversationState.WrapUp,
            ConversationState.Closed, // an inbox without wrap-up time
            ConversationState.Queued, // transferred to a team, or the agent was lost
            ConversationState.Offered, // transferred to an agent
            ConversationState.Bot,
        ],
        [ConversationState.WaitingCustomer] =
        [
            ConversationState.Active, // the customer wrote
            ConversationState.Snoozed,
            ConversationState.WrapUp,
            ConversationState.Closed,
            ConversationState.Queued,
            ConversationState.Offered,
            ConversationState.Bot,
        ],
        [ConversationState.Snoozed] =
        [
            ConversationState.Active, // woken, its agent is there
            ConversationState.Queued, // woken, its agent is not
            ConversationState.Closed, // holds no slot, so there is nothing to wrap up
        ],
        [ConversationState.WrapUp] =
        [
            ConversationState.Closed,
            ConversationState.Active, // the customer wrote again
            ConversationState.Queued, // the customer wrote again and the agent is gone
        ],
        [ConversationState.Closed] =
        [
            ConversationState.Queued, // reopened by the customer
            ConversationState.Active, // reopened by an agent
            ConversationState.Bot, // reopened where a bot answers first
        ],
    };

    /// <summary>May a conversation in <paramref name="from"/> move to <paramref name="to"/>? A value outside the enum is never allowed.</summary>
    public static TransitionCheck Check(ConversationState from, ConversationState to)
    {
        if (!Table.TryGetValue(from, out var targets))
        {
            return TransitionCheck.NotAllowed;
        }

        if (from == to)
        {
            return TransitionCheck.AlreadyThere;
        }

        return Array.IndexOf(targets, to) >= 0 ? TransitionCheck.Allowed : TransitionCheck.NotAllowed;
    }

    /// <summary>Every state that can follow <paramref name="from"/>.</summary>
    public static IReadOnlyList<ConversationState> After(ConversationState from) =>
        Table.TryGetValue(from, out var targets) ? Array.AsReadOnly(targets) : [];
}
