namespace ChatService.Testing;

/// <summary>
/// Compares what clients saw with the transcript after a fault:
/// <list type="bullet">
/// <item>acked: stored once, with that seq and text; unknown: stored 0 or 1 times; refused: not stored;</item>
/// <item>seq is 1..n for each audience, and both audiences have the same order;</item>
/// <item>what a client showed is strictly increasing and, after its last resume, the transcript of its audience;</item>
/// <item>no visitor saw a note, or a conversation of somebody else;</item>
/// <item>every armed SLA clock has exactly one outcome;</item>
/// <item>no conversation had two agents at once.</item>
/// </list>
/// </summary>
public static class HistoryChecker
{
    /// <summary>Every complaint; empty when all is well.</summary>
    public static IReadOnlyList<Complaint> Check(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. Sends(history), .. Numbers(history), .. Views(history), .. Clocks(history), .. Assignments(history)];
    }

    private static IEnumerable<Complaint> Sends(History history)
    {
        var stored = history.Lines.ToLookup(line => (line.SenderId, line.ClientMessageId));
        var visitors = history.Owners.Values.ToHashSet();
        foreach (var sent in history.Sends)
        {
            var rows = stored[(sent.SenderId, sent.ClientMessageId)].ToList();
            var isVisitor = visitors.Contains(sent.SenderId);
            if (rows.Count > 1)
            {
                yield return new Complaint(ComplaintKind.Doubled, $"Message {sent.ClientMessageId} is stored {rows.Count} times.");
            }
            else if (sent.Outcome == SendOutcome.Refused && rows.Count > 0)
            {
                yield return new Complaint(ComplaintKind.Doubled, $"Message {sent.ClientMessageId} was refused and is stored.");
            }
            else if (sent.Outcome == SendOutcome.Acked && rows.Count == 0)
            {
                yield return new Complaint(ComplaintKind.Lost, $"Message {sent.ClientMessageId} was acked with seq {sent.Seq} and is lost.");
            }
            else if (sent.Outcome == SendOutcome.Acked && (isVisitor ? rows[0].PublicSeq : rows[0].Seq) != sent.Seq)
            {
                yield return new Complaint(ComplaintKind.Order, $"Message {sent.ClientMessageId} was acked with seq {sent.Seq} and has {(isVisitor ? rows[0].PublicSeq : rows[0].Seq)}.");
            }
            else if (rows.Count == 1 && (rows[0].Text != sent.Text || (sent.ConversationId is { } id && id != rows[0].ConversationId)))
            {
                yield return new Complaint(ComplaintKind.Lost, $"Message {sent.ClientMessageId} is stored as something else.");
            }
        }
    }

    private static IEnumerable<Complaint> Numbers(History history)
    {
        foreach (var conversation in history.Lines.GroupBy(line => line.ConversationId))
        {
            var lines = conversation.OrderBy(line => line.Seq).ToList();
            if (!IsCount(lines.Select(line => line.Seq)))
            {
                yield return new Complaint(ComplaintKind.Order, $"The seqs of {conversation.Key} have a gap or a duplicate.");
            }

            if (!IsCount(lines.Where(line => line.PublicSeq is not null).Select(line => line.PublicSeq!.Value)))
            {
                yield return new Complaint(ComplaintKind.Order, $"The public seqs of {conversation.Key} have a gap, a duplicate, or another order.");
            }

            if (lines.Any(line => IsNote(line.Kind) && line.PublicSeq is not null))
            {
                yield return new Complaint(ComplaintKind.Stranger, $"A note of {conversation.Key} has a public seq.");
            }
        }
    }

    private static IEnumerable<Complaint> Views(History history)
    {
        var transcripts = history.Lines.ToLookup(line => line.ConversationId);
        foreach (var view in history.Views)
        {
            var who = $"{view.Client} in {view.ConversationId}";
            if (view.Lines.Zip(view.Lines.Skip(1)).Any(pair => pair.Second.Seq <= pair.First.Seq))
            {
                yield return new Complaint(ComplaintKind.Order, $"{who}: what was shown is not strictly increasing.");
            }

            if (view.VisitorId is { } visitor && history.Owners.GetValueOrDefault(view.ConversationId) != visitor)
            {
                yield return new Complaint(ComplaintKind.Stranger, $"{who}: a stranger's conversation was shown.");
            }

            if (view.VisitorId is not null && view.Lines.Any(line => IsNote(line.Kind)))
            {
                yield return new Complaint(ComplaintKind.Stranger, $"{who}: a note was shown to a visitor.");
            }

            var truth = Truth(transcripts[view.ConversationId], view.VisitorId is not null);
            var shown = view.Lines.Select(line => (line.Seq, line.MessageId)).ToList();
            if (shown.Except(truth).Any())
            {
                yield return new Complaint(ComplaintKind.Order, $"{who}: something was shown that is not in the transcript.");
            }
            else if (view.IsComplete && shown.Count < truth.Count)
            {
                yield return new Complaint(ComplaintKind.Lost, $"{who}: {shown.Count} of {truth.Count} lines are shown after the last resume.");
            }
        }
    }

    private static IEnumerable<Complaint> Clocks(History history)
    {
        string[] ends = ["sla_met", "sla_breached", "sla_cancelled"];
        foreach (var clock in history.Clocks.Where(c => c.HasTarget && c.Outcome is null))
        {
            yield return new Complaint(ComplaintKind.Timer, $"SLA clock {clock.Id} has no outcome.");
        }

        var outcomes = history.Log.Where(e => e.ClockId is not null && ends.Contains(e.Type)).ToLookup(e => e.ClockId!.Value);
        foreach (var armed in history.Log.Where(e => e.Type == "sla_armed").Select(e => e.ClockId!.Value))
        {
            if (outcomes[armed].Count() != 1)
            {
                yield return new Complaint(ComplaintKind.Timer, $"SLA clock {armed} was armed once and has {outcomes[armed].Count()} outcomes in the log.");
            }
        }

        if (history.Log.Count(e => e.Type == "sla_armed") != history.Clocks.Count(c => c.HasTarget))
        {
            yield return new Complaint(ComplaintKind.Timer, "The log and the table know different numbers of armed SLA clocks.");
        }
    }

    private static IEnumerable<Complaint> Assignments(History history)
    {
        foreach (var conversation in history.Log.GroupBy(e => e.ConversationId))
        {
            Guid? holder = null;
            foreach (var happened in conversation)
            {
                if (happened.Type == "assigned" && holder is { } other && other != happened.AgentId)
                {
                    yield return new Complaint(ComplaintKind.Assignment, $"{conversation.Key} was given to {happened.AgentId} while {other} had it.");
                }

                if (happened.Type == "unassigned" && holder != happened.AgentId)
                {
                    yield return new Complaint(ComplaintKind.Assignment, $"{conversation.Key} was taken from {happened.AgentId}, who did not have it.");
                }

                holder = happened.Type switch
                {
                    "assigned" => happened.AgentId,
                    "unassigned" or "wrap_up_ended" => null,
                    "closed" when !happened.HoldsOn => null,
                    _ => holder,
                };
            }
        }
    }

    private static List<(long, Guid)> Truth(IEnumerable<Line> lines, bool isVisitor) => isVisitor
        ? [.. lines.Where(l => l.PublicSeq is not null).OrderBy(l => l.PublicSeq).Select(l => (l.PublicSeq!.Value, l.MessageId))]
        : [.. lines.OrderBy(l => l.Seq).Select(l => (l.Seq, l.MessageId))];

    private static bool IsCount(IEnumerable<long> numbers) => numbers.Select((number, index) => number == index + 1).All(right => right);

    private static bool IsNote(string kind) => string.Equals(kind, "note", StringComparison.OrdinalIgnoreCase);
}
