using ChatService.Domain.Calendar;
using ChatService.Domain.Sla;
using ChatService.Domain.Tests.Calendar;
using FsCheck;
using FsCheck.Fluent;
using static ChatService.Domain.Sla.ServiceEventKind;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class CauseChainTests
{
    private static readonly Guid Anna = Guid.NewGuid();
    private static readonly Guid Bo = Guid.NewGuid();

    [Fact]
    public void Nobody_could_be_asked()
    {
        var chain = Chain(100, On(Queued, 0), On(Breached, 30));

        Assert.Equal([(MissCause.WaitingNoAgent, null, 100d)], Short(chain));
        Assert.Equal(MissCause.WaitingNoAgent, chain.Dominant);
        Assert.Equal(At(30), chain.BreachedAt);
    }

    [Fact]
    public void Offers_were_declined_and_ran_out()
    {
        var chain = Chain(
            100,
            On(Queued, 0), On(Offered, 1, Anna), On(Declined, 9, Anna), On(Offered, 9, Bo), On(Expired, 24, Bo), On(Breached, 30), On(Answered, 60));

        Assert.Equal(
            [(MissCause.WaitingNoAgent, null, 1d), (MissCause.OfferedNotAccepted, Anna, 8d), (MissCause.OfferedNotAccepted, Bo, 15d), (MissCause.WaitingNoAgent, null, 36d)],
            Short(chain));
        Assert.Equal(MissCause.OfferedNotAccepted, chain.Dominant);
        Assert.Equal([new(MissCause.WaitingNoAgent, Seconds(37)), new(MissCause.OfferedNotAccepted, Seconds(23))], chain.Totals());
    }

    [Fact]
    public void Accepted_and_not_answered()
    {
        var chain = Chain(100, On(Queued, 0), On(Offered, 0, Anna), On(Accepted, 4, Anna), On(Breached, 30), On(Answered, 50, Anna));

        Assert.Equal([(MissCause.OfferedNotAccepted, Anna, 4d), (MissCause.AcceptedNotAnswered, Anna, 46d)], Short(chain));
        Assert.Equal(MissCause.AcceptedNotAnswered, chain.Dominant);
    }

    [Fact]
    public void The_agent_was_lost_and_the_conversation_queued_again()
    {
        var chain = Chain(40, On(Accepted, -100, Anna), On(AgentLost, 5, Anna), On(Queued, 25), On(Accepted, 28, Bo), On(Breached, 30), On(Answered, 35, Bo));

        Assert.Equal(
            [(MissCause.AcceptedNotAnswered, Anna, 5d), (MissCause.AgentLost, null, 20d), (MissCause.WaitingNoAgent, null, 3d), (MissCause.AcceptedNotAnswered, Bo, 7d)],
            Short(chain));
        Assert.Equal(MissCause.AgentLost, chain.Dominant);
    }

    [Fact]
    public void The_loss_of_an_agent_who_was_only_asked_ends_the_offer()
    {
        var chain = Chain(20, On(Queued, 0), On(Offered, 0, Anna), On(AgentLost, 6, Anna));

        Assert.Equal([(MissCause.OfferedNotAccepted, Anna, 6d), (MissCause.WaitingNoAgent, null, 14d)], Short(chain));
    }

    [Fact]
    public void The_loss_of_somebody_else_changes_nothing()
    {
        var chain = Chain(20, On(Accepted, 0, Anna), On(AgentLost, 6, Bo));

        Assert.Equal([(MissCause.AcceptedNotAnswered, Anna, 20d)], Short(chain));
    }

    [Fact]
    public void A_transfer_is_a_cause_until_the_other_end_takes_it()
    {
        var chain = Chain(40, On(Accepted, -9, Anna), On(Transferred, 2, Anna), On(Offered, 20, Bo), On(Accepted, 25, Bo), On(Breached, 30));

        Assert.Equal(
            [(MissCause.AcceptedNotAnswered, Anna, 2d), (MissCause.Transferred, null, 18d), (MissCause.OfferedNotAccepted, Bo, 5d), (MissCause.AcceptedNotAnswered, Bo, 15d)],
            Short(chain));
        Assert.Equal(MissCause.Transferred, chain.Dominant);
    }

    [Fact]
    public void With_several_asked_at_once_it_is_offered_until_the_last_one_is_gone()
    {
        var chain = Chain(20, On(Queued, 0), On(Offered, 0, Anna), On(Offered, 0, Bo), On(Declined, 5, Bo), On(Expired, 15, Anna));

        Assert.Equal(
            [(MissCause.OfferedNotAccepted, Bo, 5d), (MissCause.OfferedNotAccepted, Anna, 10d), (MissCause.WaitingNoAgent, null, 5d)],
            Short(chain));
    }

    [Fact]
    public void Before_the_queue_it_was_with_the_bot()
    {
        var chain = Chain(40, On(Queued, 25), On(Breached, 30), On(Closed, 35));

        Assert.Equal([(MissCause.NotQueued, null, 25d), (MissCause.WaitingNoAgent, null, 10d)], Short(chain));
        Assert.Equal(MissCause.NotQueued, chain.Dominant);
    }

    [Fact]
    public void What_came_after_the_breach_does_not_decide()
    {
        var chain = Chain(1000, On(Queued, 0), On(Breached, 30), On(Accepted, 31, Anna));

        Assert.Equal(MissCause.WaitingNoAgent, chain.Dominant);
        Assert.Equal(969, chain.Links[^1].Duration.TotalSeconds);
    }

    [Fact]
    public void Closed_hours_are_shown_and_not_blamed()
    {
        var saturday = Monday.AddDays(-2);
        var chain = CauseChain.Build(saturday, At(100), [new(Queued, saturday), new(Breached, At(30)), On(Answered, 40)], Office);

        Assert.Equal([(MissCause.OutsideHours, null, 172_800d), (MissCause.WaitingNoAgent, null, 40d)], Short(chain));
        Assert.Equal(MissCause.WaitingNoAgent, chain.Dominant);
        Assert.Equal(MissCause.OutsideHours, CauseChain.Build(saturday, saturday.AddHours(1), [], Office).Dominant);
    }

    [Fact]
    public void Answers_to_earlier_rounds_do_not_end_the_wait()
    {
        var chain = Chain(40, On(Accepted, -20, Anna), On(Answered, -10, Anna), On(Answered, 0, Anna), On(Answered, 33, Anna));

        Assert.Equal([(MissCause.AcceptedNotAnswered, Anna, 33d)], Short(chain));
    }

    [Fact]
    public void No_time_no_cause()
    {
        var chain = Chain(0, On(Queued, 0));

        Assert.Empty(chain.Links);
        Assert.Null(chain.Dominant);
    }

    [Fact]
    public void The_links_cover_the_wait_without_a_hole()
    {
        var happenings = from kind in Gen.Elements(Queued, Offered, Declined, Expired, Withdrawn, Accepted, AgentLost, Transferred, Breached)
                         from second in Gen.Choose(-50_000, 200_000)
                         from agent in Gen.Elements<Guid?>(null, Anna, Bo)
                         select On(kind, second, agent);
        var cases = from calendar in Calendars()
                    from events in Gen.ListOf(happenings, 12)
                    from length in Gen.Choose(1, 200_000)
                    select (calendar, events, length);

        Law.Holds(cases, c =>
        {
            var links = CauseChain.Build(Monday, At(c.length), c.events, c.calendar).Links;

            Assert.Equal((Monday, At(c.length)), (links[0].From, links[^1].To));
            Assert.All(links.Zip(links.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.All(links, link => Assert.Equal(
                link.Cause == MissCause.OutsideHours ? TimeSpan.Zero : link.Duration,
                c.calendar.BusinessTimeBetween(link.From, link.To)));
        });
    }

    private static CauseChain Chain(double seconds, params ServiceEvent[] events) =>
        CauseChain.Build(Monday, At(seconds), events, BusinessCalendar.AlwaysOpen);

    private static ServiceEvent On(ServiceEventKind kind, double second, Guid? agent = null) => new(kind, At(second), agent);

    private static IEnumerable<(MissCause, Guid?, double)> Short(CauseChain chain) =>
        chain.Links.Select(link => (link.Cause, link.AgentId, link.Duration.TotalSeconds));
}
