using ChatService.Domain.Routing;
using static ChatService.Domain.Tests.Routing.A;

namespace ChatService.Domain.Tests.Routing;

public sealed class OfferRulesTests
{
    private static readonly Offer Open = new() { Id = Id(1), ConversationId = Id(2), AgentId = Id(3), ExpiresAt = Now };

    [Fact]
    public void An_open_offer_can_be_accepted_and_declined_before_its_deadline()
    {
        Assert.Equal(OfferState.Accepted, OfferRules.Accept(Open, Id(3), Now.AddSeconds(-1)).NewState);
        Assert.Equal(OfferState.Declined, OfferRules.Decline(Open, Id(3), Now.AddSeconds(-1)).NewState);
    }

    [Fact]
    public void At_the_deadline_itself_the_agent_is_in_time_and_the_timer_finds_work()
    {
        Assert.Equal(OfferState.Accepted, OfferRules.Accept(Open, Id(3), Now).NewState);
        Assert.Equal(OfferState.Expired, OfferRules.Expire(Open, Now).NewState);
    }

    [Fact]
    public void After_the_deadline_an_answer_is_too_late()
    {
        Assert.Equal(OfferRefusal.DeadlinePassed, OfferRules.Accept(Open, Id(3), Now.AddTicks(1)).Refusal);
        Assert.Equal(OfferRefusal.DeadlinePassed, OfferRules.Decline(Open, Id(3), Now.AddTicks(1)).Refusal);
    }

    [Fact]
    public void Before_the_deadline_nothing_expires() =>
        Assert.Equal(OfferRefusal.DeadlineNotReached, OfferRules.Expire(Open, Now.AddTicks(-1)).Refusal);

    [Fact]
    public void An_open_offer_can_be_withdrawn() => Assert.Equal(OfferState.Withdrawn, OfferRules.Withdraw(Open).NewState);

    [Theory]
    [InlineData(OfferState.Accepted, OfferRefusal.AlreadyAccepted)]
    [InlineData(OfferState.Declined, OfferRefusal.AlreadyDeclined)]
    [InlineData(OfferState.Expired, OfferRefusal.AlreadyExpired)]
    [InlineData(OfferState.Withdrawn, OfferRefusal.AlreadyWithdrawn)]
    public void An_ended_offer_never_changes(OfferState state, OfferRefusal refusal)
    {
        var ended = Open with { State = state };
        OfferChange[] tries =
        [
            OfferRules.Accept(ended, Id(3), Now), OfferRules.Decline(ended, Id(3), Now), OfferRules.Expire(ended, Now.AddSeconds(9)), OfferRules.Withdraw(ended),
        ];

        Assert.All(tries, change => Assert.Equal((false, refusal), (change.IsAllowed, change.Refusal)));
    }

    [Fact]
    public void A_stranger_learns_nothing_but_that_it_is_not_theirs()
    {
        Assert.Equal(OfferRefusal.NotYours, OfferRules.Accept(Open, Id(4), Now).Refusal);
        Assert.Equal(OfferRefusal.NotYours, OfferRules.Decline(Open with { State = OfferState.Accepted }, Id(4), Now.AddHours(1)).Refusal);
    }
}
