using ChatService.Domain.Conversations;
using static ChatService.Domain.Conversations.ConversationState;

namespace ChatService.Domain.Tests.Conversations;

public sealed class ConversationTransitionsTests
{
    public static TheoryData<ConversationState, ConversationState[]> Table => new()
    {
        { Bot, [Queued, Active, Closed] },
        { Queued, [Offered, Active, Bot, Closed] },
        { Offered, [Active, Queued, Closed] },
        { Active, [WaitingCustomer, Snoozed, WrapUp, Closed, Queued, Offered, Bot] },
        { WaitingCustomer, [Active, Snoozed, WrapUp, Closed, Queued, Offered, Bot] },
        { Snoozed, [Active, Queued, Closed] },
        { WrapUp, [Closed, Active, Queued] },
        { Closed, [Queued, Active, Bot] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Exactly_the_moves_in_the_table_are_allowed(ConversationState from, ConversationState[] allowed)
    {
        foreach (var to in Enum.GetValues<ConversationState>())
        {
            var expected = from == to ? TransitionCheck.AlreadyThere
                : allowed.Contains(to) ? TransitionCheck.Allowed
                : TransitionCheck.NotAllowed;
            Assert.Equal(expected, ConversationTransitions.Check(from, to));
        }

        Assert.Equal(allowed.Order(), ConversationTransitions.After(from).Order());
    }

    [Fact]
    public void Every_state_has_a_row() => Assert.Equal(Enum.GetValues<ConversationState>().Length, Table.Count);

    [Fact]
    public void Every_state_can_be_closed_and_left_again()
    {
        foreach (var state in Enum.GetValues<ConversationState>())
        {
            Assert.NotEmpty(ConversationTransitions.After(state));
            Assert.NotEqual(TransitionCheck.NotAllowed, ConversationTransitions.Check(state, Closed));
        }
    }

    [Fact]
    public void A_value_outside_the_states_goes_nowhere()
    {
        Assert.Equal(TransitionCheck.NotAllowed, ConversationTransitions.Check((ConversationState)99, (ConversationState)99));
        Assert.Equal(TransitionCheck.NotAllowed, ConversationTransitions.Check(Queued, (ConversationState)99));
        Assert.Empty(ConversationTransitions.After((ConversationState)99));
    }
}
