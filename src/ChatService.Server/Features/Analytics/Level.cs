using ChatService.Domain.Sla;
using ChatService.Server.Platform;

namespace ChatService.Server.Features.Analytics;

/// <summary>The figures of a set of conversations; see PROTOCOL.md §4. Ratios are 0 to 1, null without data. Met, breached and cancelled count clocks of every metric.</summary>
public sealed record Level(
    int Conversations, int Answered, double? Frt30, double? Sl30, Percentiles Frt, IReadOnlyList<LevelBucket> Buckets,
    int Met, int Breached, int Cancelled, int Abandoned, int ShortAbandons, IReadOnlyDictionary<string, int> Causes, AnswerRate AnswerRate)
{
    /// <summary>Conversations with at least one missed target; <c>Breached</c> counts targets.</summary>
    public required int BreachedConversations { get; init; }

    /// <summary>The denominator of <c>Frt30</c>.</summary>
    public required int Frt30Of { get; init; }

    /// <summary>The denominator of <c>Sl30</c>.</summary>
    public required int Sl30Of { get; init; }

    /// <summary>Conversations whose customer asked to be called back, and those of them that were.</summary>
    public required int Callbacks { get; init; }

    /// <summary>Called back.</summary>
    public required int CallbacksDone { get; init; }

    /// <summary>Computes them.</summary>
    public static Level Of(IReadOnlyCollection<ReportedConversation> conversations, ServiceLevelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var report = ServiceLevel.Report([.. conversations.Select(c => c.Facts)], options);
        var clocks = conversations.SelectMany(c => c.Clocks).ToList();
        var causes = clocks.Where(k => k is { Outcome: SlaOutcome.Breached, Cause: not null })
            .GroupBy(k => Word(k.Cause!.Value)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count());
        return new Level(
            report.Conversations, report.Answered, report.FirstResponse.Ratio, report.Accepted.Ratio,
            new Percentiles(report.FirstResponseTimes.P50, report.FirstResponseTimes.P90, report.FirstResponseTimes.P95),
            [.. report.FirstResponseTimes.Buckets.Select(bucket => new LevelBucket(bucket.Label, bucket.Count))],
            clocks.Count(k => k.Outcome == SlaOutcome.Met), clocks.Count(k => k.Outcome == SlaOutcome.Breached), clocks.Count(k => k.Outcome == SlaOutcome.Cancelled),
            report.Abandoned, report.ShortAbandons, causes,
            new AnswerRate(report.AnswerTimes.P50, report.AnswerTimes.P90, report.AnswerTimes.P95, report.AnswerRate.Denominator, report.AnswerRate.Numerator))
        {
            BreachedConversations = conversations.Count(c => c.Clocks.Any(k => k.Outcome == SlaOutcome.Breached)),
            Frt30Of = report.FirstResponse.Denominator,
            Sl30Of = report.Accepted.Denominator,
            Callbacks = conversations.Count(c => c.Callback is not null),
            CallbacksDone = conversations.Count(c => c.Callback is { IsDone: true }),
        };
    }

    /// <summary>snake_case name of a cause.</summary>
    public static string Word(MissCause cause) => WireWord.Of(cause);
}

/// <summary>In seconds; null without data.</summary>
public sealed record Percentiles(double? P50, double? P90, double? P95);

/// <summary>One bar of the first-response distribution, such as <c>6-10</c> s.</summary>
public sealed record LevelBucket(string Label, int Count);

/// <summary>Answer times in seconds of all rounds, and how many of them were within the threshold.</summary>
public sealed record AnswerRate(double? P50, double? P90, double? P95, int Rounds, int WithinTarget);
