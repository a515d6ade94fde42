using ChatService.Domain.Sla;
using ChatService.Domain.Tests.Calendar;
using FsCheck.Fluent;
using static ChatService.Domain.Tests.Sla.SlaWorld;

namespace ChatService.Domain.Tests.Sla;

public sealed class ServiceLevelTests
{
    private static readonly ServiceLevelOptions Standard = new();

    [Fact]
    public void An_answer_at_thirty_seconds_keeps_the_promise_and_later_does_not()
    {
        var figure = ServiceLevel.FirstResponse([Answered(30), Answered(30.001), Answered(1)], Standard);

        Assert.Equal(("FRT30", 2, 3), (figure.Name, figure.Numerator, figure.Denominator));
        Assert.Equal(2d / 3, figure.Ratio);
    }

    [Fact]
    public void Who_never_wrote_is_not_counted_and_who_is_not_answered_counts_against()
    {
        var figure = ServiceLevel.FirstResponse([Fact(), Fact() with { FirstCustomerMessageAt = At(0) }, Answered(5)], Standard);

        Assert.Equal((1, 2), (figure.Numerator, figure.Denominator));
    }

    [Theory]
    [InlineData(4.999, true, 0)]
    [InlineData(5, true, 1)]
    [InlineData(4.999, false, 1)]
    public void Who_left_almost_at_once_is_left_out_of_frt(double left, bool exclude, int counted)
    {
        var figure = ServiceLevel.FirstResponse([Left(left)], Standard with { ExcludeShortAbandons = exclude });

        Assert.Equal(counted, figure.Denominator);
    }

    [Fact]
    public void Who_was_answered_before_leaving_is_no_short_abandon()
    {
        var figure = ServiceLevel.FirstResponse([Answered(2) with { AbandonedAt = At(3) }], Standard);

        Assert.Equal((1, 1), (figure.Numerator, figure.Denominator));
    }

    [Fact]
    public void Frt_is_held_against_business_time_unless_the_wall_is_asked_for()
    {
        ConversationFacts[] overNight = [Answered(50_000) with { FirstResponseBusiness = Seconds(12) }];

        Assert.Equal(1, ServiceLevel.FirstResponse(overNight, Standard).Numerator);
        Assert.Equal(0, ServiceLevel.FirstResponse(overNight, Standard with { Clock = ReportClock.Wall }).Numerator);
    }

    [Theory]
    [InlineData(true, true, false, 2, 4, "SL30 = accepted within 30 s after entering the queue ÷ (accepted + abandoned − abandoned in under 5 s)")]
    [InlineData(true, false, false, 2, 5, "SL30 = accepted within 30 s after entering the queue ÷ (accepted + abandoned)")]
    [InlineData(false, true, false, 2, 3, "SL30 = accepted within 30 s after entering the queue ÷ accepted")]
    [InlineData(true, true, true, 1, 3, "SL30 = accepted within 30 s after entering the queue ÷ (accepted + abandoned − abandoned in under 5 s), without transfers out")]
    [InlineData(false, false, true, 1, 2, "SL30 = accepted within 30 s after entering the queue ÷ accepted, without transfers out")]
    public void The_switches_change_the_level_and_the_formula_says_so(bool abandons, bool withoutShort, bool withoutTransfers, int kept, int counted, string formula)
    {
        ConversationFacts[] facts = [Accepted(30), Accepted(31), Accepted(3) with { TransferredOut = true }, Left(4), Left(40), Fact()];
        var options = new ServiceLevelOptions { IncludeAbandons = abandons, ExcludeShortAbandons = withoutShort, ExcludeTransfersOut = withoutTransfers };

        Assert.Equal(new ServiceLevelFigure("SL30", kept, counted, formula), ServiceLevel.Accepted(facts, options));
    }

    [Fact]
    public void The_formula_names_the_numbers_in_force()
    {
        var options = new ServiceLevelOptions { Threshold = Seconds(12.5), ShortAbandon = Seconds(3), Clock = ReportClock.Wall };

        Assert.Equal(
            "FRT12.5 = conversations with a first human answer within 12.5 s by the clock ÷ conversations with a customer message, without those who left unanswered in under 3 s",
            ServiceLevel.FirstResponse([], options).Formula);
        Assert.Equal(
            "FRT30 = conversations with a first human answer within 30 s in business hours ÷ conversations with a customer message",
            ServiceLevel.FirstResponse([], Standard with { ExcludeShortAbandons = false }).Formula);
    }

    [Fact]
    public void Without_data_a_ratio_is_null()
    {
        Assert.Null(ServiceLevel.FirstResponse([], Standard).Ratio);
        Assert.Null(ServiceLevel.Accepted([], Standard).Ratio);
        Assert.Null(ServiceLevel.AnswerRate([], Standard).Ratio);
    }

    [Fact]
    public void The_answer_rate_counts_rounds_and_an_unanswered_one_counts_against()
    {
        var fact = Answered(3) with
        {
            Rounds = [new(At(0), At(3)), new(At(10), At(41)), new(At(50), null), new(At(0), At(50_000), Seconds(30))],
        };

        var figure = ServiceLevel.AnswerRate([fact, Fact()], Standard);

        Assert.Equal(("30-second answer rate", 2, 4), (figure.Name, figure.Numerator, figure.Denominator));
        Assert.Equal(1, ServiceLevel.AnswerRate([fact], Standard with { Clock = ReportClock.Wall }).Numerator);
    }

    [Fact]
    public void The_report_puts_the_figures_together()
    {
        var report = ServiceLevel.Report(
            [Answered(8) with { EnqueuedAt = At(0), AcceptedAt = At(5), Rounds = [new(At(0), At(8)), new(At(20), At(60))] }, Left(3), Left(90), Fact()],
            Standard);

        Assert.Equal((3, 1, 2, 1), (report.Conversations, report.Answered, report.Abandoned, report.ShortAbandons));
        Assert.Equal((0.5, 0.5, 0.5), (report.FirstResponse.Ratio, report.Accepted.Ratio, report.AnswerRate.Ratio));
        Assert.Equal((1, 8d), (report.FirstResponseTimes.Count, report.FirstResponseTimes.P50));
        Assert.Equal((2, 8d, 40d), (report.AnswerTimes.Count, report.AnswerTimes.P50, report.AnswerTimes.P95));
    }

    [Fact]
    public void The_report_can_be_serialised_with_its_ratios()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(ServiceLevel.Report([Answered(8)], Standard), System.Text.Json.JsonSerializerOptions.Web);

        Assert.Contains("\"ratio\":1", json, StringComparison.Ordinal);
        Assert.Contains("\"p50\":8", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Ratios_stay_between_nothing_and_all_and_excluding_abandons_never_hurts()
    {
        var one = from accepted in Gen.Choose(-30, 90)
                  from left in Gen.Choose(0, 60)
                  from answered in Gen.Choose(-30, 90)
                  from transferred in Gen.Elements(true, false)
                  select Fact() with
                  {
                      FirstCustomerMessageAt = At(0),
                      EnqueuedAt = At(0),
                      AcceptedAt = accepted < 0 ? null : At(accepted),
                      AbandonedAt = accepted < 0 ? At(left) : null,
                      FirstResponseAt = answered < 0 || accepted < 0 ? null : At(accepted + answered),
                      TransferredOut = transferred,
                  };

        Law.Holds(Gen.ListOf(one), facts =>
        {
            var with = ServiceLevel.Accepted(facts, Standard);
            var without = ServiceLevel.Accepted(facts, Standard with { IncludeAbandons = false });

            Assert.InRange(with.Ratio ?? 0, 0, 1);
            Assert.InRange(ServiceLevel.FirstResponse(facts, Standard).Ratio ?? 0, 0, 1);
            Assert.Equal(with.Numerator, without.Numerator);
            Assert.True(without.Denominator <= with.Denominator);
        });
    }

    private static ConversationFacts Fact() => new() { ConversationId = Guid.NewGuid() };

    private static ConversationFacts Answered(double after) => Fact() with { FirstCustomerMessageAt = At(0), FirstResponseAt = At(after) };

    private static ConversationFacts Accepted(double after) => Fact() with { FirstCustomerMessageAt = At(0), EnqueuedAt = At(0), AcceptedAt = At(after) };

    private static ConversationFacts Left(double after) => Fact() with { FirstCustomerMessageAt = At(0), EnqueuedAt = At(0), AbandonedAt = At(after) };
}
