using System.Globalization;
using ChatService.Contracts;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;

namespace ChatService.Server.Features.Analytics;

/// <summary>
/// The conversations behind a figure: those of the report, narrowed by one bucket of first-response times, by an outcome
/// (answered, unanswered, met, breached, cancelled, abandoned, short_abandoned), by the cause of a miss and by the key of a group. The latest first.
/// </summary>
public sealed class ServiceLevelDrillDown(ServiceLevelReports reports, ConversationQueries conversations)
{
    private const int LongestPage = 100;
    private static readonly string[] Buckets = [.. DurationDistribution.Of([]).Buckets.Select(bucket => bucket.Label)];
    private static readonly string[] Causes = [.. Enum.GetValues<MissCause>().Select(Level.Word)];
    private static readonly string[] Outcomes = ["answered", "unanswered", "met", "breached", "cancelled", "abandoned", "short_abandoned"];

    /// <summary>Adds its complaints to those of the query.</summary>
    public static void Check(ServiceLevelRequest request, Complaints errors)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(errors);
        if (request.Bucket is not null && !Buckets.Contains(request.Bucket))
        {
            errors.Add("bucket", FieldCode.UnknownValue, $"bucket is one of {string.Join(", ", Buckets)}.");
        }

        if (request.Outcome is not null && !Outcomes.Contains(request.Outcome))
        {
            errors.Add("outcome", FieldCode.UnknownValue, $"outcome is one of {string.Join(", ", Outcomes)}.");
        }

        if (request.Cause is not null && !Causes.Contains(request.Cause))
        {
            errors.Add("cause", FieldCode.UnknownValue, $"cause is one of {string.Join(", ", Causes)}.");
        }

        if (Number(request.Cursor, 0) is not >= 0)
        {
            errors.Add("cursor", FieldCode.BadFormat, "This cursor is not from a list of this kind.");
        }

        if (Number(request.Limit, LongestPage) is not (>= 1 and <= LongestPage))
        {
            errors.Add("limit", FieldCode.OutOfRange, $"limit is 1 to {LongestPage}.");
        }
    }

    /// <summary>One page of a checked request.</summary>
    public async Task<ListAnswer<ConversationRow>> PageAsync(ServiceLevelQuery query, ServiceLevelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(request);
        var (skip, take) = (Number(request.Cursor, 0)!.Value, Number(request.Limit, 50)!.Value);
        var found = (await reports.ReadAsync(query, cancellationToken))
            .Where(c => request.Key is null || ServiceLevelReports.KeyOf(c, query.GroupBy) == request.Key)
            .Where(c => request.Bucket is null || BucketOf(c, query.Options) == request.Bucket)
            .Where(c => request.Outcome is null || Has(c, request.Outcome, query.Options))
            .Where(c => request.Cause is null || c.Clocks.Any(k => k is { Outcome: SlaOutcome.Breached, Cause: { } cause } && Level.Word(cause) == request.Cause))
            .OrderByDescending(c => c.Facts.FirstCustomerMessageAt).ThenBy(c => c.Facts.ConversationId)
            .Select(c => c.Facts.ConversationId).Skip(skip).Take(take + 1).ToList();
        var rows = await conversations.RowsAsync([.. found.Take(take)], cancellationToken);
        return new ListAnswer<ConversationRow>(
            [.. found.Take(take).Select(id => rows.GetValueOrDefault(id)).OfType<ConversationRow>()],
            found.Count > take ? (skip + take).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static string? BucketOf(ReportedConversation conversation, ServiceLevelOptions options) =>
        conversation.Facts.FirstResponseTime(options.Clock) is { } took ? Buckets[DurationDistribution.BucketOf(took)] : null;

    private static bool Has(ReportedConversation c, string outcome, ServiceLevelOptions options) => outcome switch
    {
        "answered" => c.Facts.FirstResponseAt is not null,
        "unanswered" => c.Facts.FirstResponseAt is null,
        "met" => c.Clocks.Any(k => k.Outcome == SlaOutcome.Met),
        "breached" => c.Clocks.Any(k => k.Outcome == SlaOutcome.Breached),
        "cancelled" => c.Clocks.Any(k => k.Outcome == SlaOutcome.Cancelled),
        "abandoned" => IsAbandoned(c),
        _ => IsAbandoned(c) && c.Facts.AbandonedAt - c.Facts.EnqueuedAt < options.ShortAbandon,
    };

    private static bool IsAbandoned(ReportedConversation c) => c.Facts is { AbandonedAt: not null, AcceptedAt: null, EnqueuedAt: not null };

    private static int? Number(string? text, int usual) =>
        string.IsNullOrEmpty(text) ? usual : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
