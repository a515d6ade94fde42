namespace ChatService.Domain.Sla;

/// <summary>The figures of a set of conversations.</summary>
/// <param name="Conversations">With at least one customer message.</param>
/// <param name="Answered">Of those, with a human answer.</param>
/// <param name="Abandoned">Queued, and left without having been served.</param>
/// <param name="ShortAbandons">Of those, within the short time of the options.</param>
/// <param name="FirstResponse">The FRT figure.</param>
/// <param name="Accepted">The SL figure.</param>
/// <param name="AnswerRate">Rounds answered within the threshold.</param>
/// <param name="FirstResponseTimes">How long first responses took.</param>
/// <param name="AnswerTimes">How long the answers of all rounds took.</param>
public sealed record ServiceLevelReport(
    int Conversations,
    int Answered,
    int Abandoned,
    int ShortAbandons,
    ServiceLevelFigure FirstResponse,
    ServiceLevelFigure Accepted,
    ServiceLevelFigure AnswerRate,
    DurationDistribution FirstResponseTimes,
    DurationDistribution AnswerTimes);
