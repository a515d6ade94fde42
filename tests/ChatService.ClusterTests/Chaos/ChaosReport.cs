using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ChatService.ClusterTests.Chaos;

/// <summary>The table of a run of mixed faults: what was lost, doubled, out of order, late.</summary>
internal sealed class ChaosReport(
    int seed, double rate, TimeSpan duration, int acked, TimeSpan nodesCpu, IReadOnlyList<Episode> episodes, Journal journal, History history, IReadOnlyList<Complaint> complaints)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        var promised = history.Log.Where(e => e.Type == "sla_armed").ToList();
        Line(text, $"seed {seed}; {duration.TotalMinutes:0.0} minutes; meant {rate:0} messages/s, acked {acked / duration.TotalSeconds:0}/s; {episodes.Count} faults");
        Line(text, $"");
        Line(text, $"| | |");
        Line(text, $"|---|---|");
        Line(text, $"| messages sent, acked | {history.Sends.Count}, {history.Sends.Count(s => s.Outcome == SendOutcome.Acked)} |");
        Line(text, $"| refused by a rule: the conversation was closed, or handed to another | {history.Sends.Count(s => s.Outcome == SendOutcome.Refused)} |");
        Line(text, $"| **lost** | **{Count(ComplaintKind.Lost)}** |");
        Line(text, $"| **doubled** | **{Count(ComplaintKind.Doubled)}** |");
        Line(text, $"| **out of order** | **{Count(ComplaintKind.Order)}** |");
        Line(text, $"| shown to a stranger | {Count(ComplaintKind.Stranger)} |");
        Line(text, $"| timers armed; without exactly one outcome | {promised.Count}; {Count(ComplaintKind.Timer)} |");
        Line(text, $"| two agents at once | {Count(ComplaintKind.Assignment)} |");
        Line(text, $"| refused as retryable, then sent again | {journal.Unavailable} |");
        Line(text, $"| due to ack | {new Waits(journal.Acks)} |");
        Line(text, $"| due to shown at the other side | {new Waits(journal.Deliveries)} |");
        Line(text, $"| processor time of the nodes, starts included | {nodesCpu.TotalMilliseconds / Math.Max(1, acked):0.00} ms an acked message |");
        Line(text, $"");
        Line(text, $"| fault | times | due to ack p99, from the fault until all are served | longest wait | mended until all are served, longest | refused as retryable |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (var kind in episodes.GroupBy(e => e.Code).OrderBy(g => int.Parse(g.Key[1..], CultureInfo.InvariantCulture)))
        {
            Row(text, kind.Key, [.. kind]);
        }

        Line(text, $"| none | | {Part(new Waits(journal.Acks.Where(ack => !episodes.Any(e => Within(e, ack)))))} | | | |");
        return text.ToString();
    }

    private void Row(StringBuilder text, string code, List<Episode> same)
    {
        var waits = new Waits(journal.Acks.Where(ack => same.Exists(e => Within(e, ack))));
        var again = same.Max(e => Stopwatch.GetElapsedTime(e.MendedAt, e.Until).TotalSeconds);
        Line(text, $"| {code} {same[0].Name} | {same.Count} | {waits.At(0.99):0} ms | {waits.Longest:0} ms | {again:0.0} s | {same.Sum(e => e.Refused)} |");
    }

    private static string Part(Waits waits) => string.Create(CultureInfo.InvariantCulture, $"{waits.At(0.99):0} ms of {waits.Count}");

    private static bool Within(Episode episode, Journal.Timed wait) => wait.EndedAt >= episode.From && wait.EndedAt <= episode.Until;

    private int Count(ComplaintKind kind) => complaints.Count(c => c.Kind == kind);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
