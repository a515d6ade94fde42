using System.Globalization;

namespace ChatService.Domain.Sla;

/// <summary>The arithmetic of the service level, over plain facts. Every figure carries its formula.</summary>
public static class ServiceLevel
{
    /// <summary>All figures of a set of conversations.</summary>
    public static ServiceLevelReport Report(IReadOnlyCollection<ConversationFacts> facts, ServiceLevelOptions options) => new(
        facts.Count(fact => fact.FirstCustomerMessageAt is not null),
        facts.Count(fact => fact.FirstResponseTime(options.Clock) is not null),
        facts.Count(IsQueueAbandon),
        facts.Count(fact => IsQueueAbandon(fact) && IsShort(fact.EnqueuedAt, fact.AbandonedAt, options)),
        FirstResponse(facts, options),
        Accepted(facts, options),
        AnswerRate(facts, options),
        FirstResponseTimes(facts, options.Clock),
        DurationDistribution.Of(facts.SelectMany(fact => fact.Rounds).Select(round => round.AnswerTime(options.Clock)).OfType<TimeSpan>()));

    /// <summary>
    /// FRT: conversations answered by a human within the threshold ÷ conversations with a customer message. Who left unanswered counts
    /// against, except short abandons.
    /// </summary>
    public static ServiceLevelFigure FirstResponse(IEnumerable<ConversationFacts> facts, ServiceLevelOptions options)
    {
        var counted = facts.Where(fact => fact.FirstCustomerMessageAt is not null && !IsLeftOutOfFirstResponse(fact, options)).ToList();
        var kept = counted.Count(fact => fact.FirstResponseTime(options.Clock) <= options.Threshold);
        var name = $"FRT{Seconds(options.Threshold)}";
        var hours = options.Clock == ReportClock.Business ? "in business hours" : "by the clock";
        var leftOut = options.ExcludeShortAbandons ? $", without those who left unanswered in under {Seconds(options.ShortAbandon)} s" : "";
        return new ServiceLevelFigure(name, kept, counted.Count,
            $"{name} = conversations with a first human answer within {Seconds(options.Threshold)} s {hours} ÷ conversations with a customer message{leftOut}");
    }

    /// <summary>SL: accepted by an agent within the threshold after the queue was entered ÷ (accepted + abandoned − short abandons), by the switches.</summary>
    public static ServiceLevelFigure Accepted(IEnumerable<ConversationFacts> facts, ServiceLevelOptions options)
    {
        var queued = facts.Where(fact => fact.EnqueuedAt is not null && !(options.ExcludeTransfersOut && fact.TransferredOut)).ToList();
        var accepted = queued.Where(fact => fact.AcceptedAt is not null).ToList();
        var abandoned = queued.Count(fact => options.IncludeAbandons && IsQueueAbandon(fact)
            && !(options.ExcludeShortAbandons && IsShort(fact.EnqueuedAt, fact.AbandonedAt, options)));
        var kept = accepted.Count(fact => fact.AcceptedAt - fact.EnqueuedAt <= options.Threshold);
        var name = $"SL{Seconds(options.Threshold)}";
        return new ServiceLevelFigure(name, kept, accepted.Count + abandoned,
            $"{name} = accepted within {Seconds(options.Threshold)} s after entering the queue ÷ {AcceptedDenominator(options)}");
    }

    /// <summary>Rounds answered within the threshold ÷ all rounds; a round that was never answered counts against.</summary>
    public static ServiceLevelFigure AnswerRate(IEnumerable<ConversationFacts> facts, ServiceLevelOptions options)
    {
        var rounds = facts.SelectMany(fact => fact.Rounds).ToList();
        var seconds = Seconds(options.Threshold);
        return new ServiceLevelFigure(
            $"{seconds}-second answer rate",
            rounds.Count(round => round.AnswerTime(options.Clock) <= options.Threshold),
            rounds.Count,
            $"{seconds}-second answer rate = rounds answered within {seconds} s ÷ all rounds (a round is a customer burst and the human answer to it)");
    }

    /// <summary>How long first responses took, of those that came.</summary>
    public static DurationDistribution FirstResponseTimes(IEnumerable<ConversationFacts> facts, ReportClock clock) =>
        DurationDistribution.Of(facts.Select(fact => fact.FirstResponseTime(clock)).OfType<TimeSpan>());

    private static bool IsLeftOutOfFirstResponse(ConversationFacts fact, ServiceLevelOptions options) =>
        options.ExcludeShortAbandons && fact.FirstResponseAt is null && IsShort(fact.FirstCustomerMessageAt, fact.AbandonedAt, options);

    private static bool IsQueueAbandon(ConversationFacts fact) =>
        fact.EnqueuedAt is not null && fact.AcceptedAt is null && fact.AbandonedAt is not null;

    private static bool IsShort(DateTimeOffset? from, DateTimeOffset? abandoned, ServiceLevelOptions options) =>
        abandoned - from < options.ShortAbandon;

    private static string AcceptedDenominator(ServiceLevelOptions options)
    {
        var without = options.ExcludeTransfersOut ? ", without transfers out" : "";
        if (!options.IncludeAbandons)
        {
            return "accepted" + without;
        }

        var leftOut = options.ExcludeShortAbandons ? $" − abandoned in under {Seconds(options.ShortAbandon)} s" : "";
        return $"(accepted + abandoned{leftOut}){without}";
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
