using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>The checker can fail: for each rule one doctored history, of which it must complain, and an honest one, of which it must not.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly Guid Conversation = Guid.Parse("00000000-0000-0000-0000-00000000000c");
    private static readonly Guid Visitor = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Agent = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-00000000000b");
    private static readonly Guid Timer = Guid.Parse("00000000-0000-0000-0000-00000000000d");

    private static readonly Line Hello = new(Conversation, 1, 1, Guid.NewGuid(), Visitor, Guid.NewGuid(), "Text", "Hello");
    private static readonly Line Note = new(Conversation, 2, null, Guid.NewGuid(), Agent, Guid.NewGuid(), "Note", "Between us");
    private static readonly Line Answer = new(Conversation, 3, 2, Guid.NewGuid(), Agent, Guid.NewGuid(), "Text", "Good day");

    private static readonly History Honest = new(
        [
            new Sent(Visitor, Conversation, Hello.ClientMessageId, "Hello", SendOutcome.Acked, 1),
            new Sent(Agent, Conversation, Note.ClientMessageId, "Between us", SendOutcome.Acked, 2),
            new Sent(Agent, Conversation, Answer.ClientMessageId, "Good day", SendOutcome.Unknown),
            new Sent(Visitor, Conversation, Guid.NewGuid(), "Never arrived", SendOutcome.Unknown),
            new Sent(Visitor, Conversation, Guid.NewGuid(), "", SendOutcome.Refused),
        ],
        [
            new View("visitor", Visitor, Conversation, [Seen(Hello, 1), Seen(Answer, 2)]),
            new View("agent", null, Conversation, [Seen(Hello, 1), Seen(Note, 2), Seen(Answer, 3)]),
        ],
        [Hello, Note, Answer],
        new Dictionary<Guid, Guid> { [Conversation] = Visitor },
        [
            new Happened(Conversation, "sla_armed", ClockId: Timer),
            new Happened(Conversation, "assigned", Agent),
            new Happened(Conversation, "sla_met", ClockId: Timer),
            new Happened(Conversation, "unassigned", Agent),
            new Happened(Conversation, "assigned", Other),
            new Happened(Conversation, "closed", Other),
        ],
        [new Clock(Timer, Conversation, true, "Met")]);

    [Fact]
    public void An_honest_history_has_no_complaint() => Assert.Empty(HistoryChecker.Check(Honest));

    [Fact]
    public void An_acked_message_that_is_lost_is_found() =>
        Complains(Honest with { Sends = [.. Honest.Sends, new Sent(Visitor, Conversation, Guid.NewGuid(), "Gone", SendOutcome.Acked, 3)] }, "is lost");

    [Fact]
    public void An_ack_with_another_seq_is_found() =>
        Complains(Honest with { Sends = [Honest.Sends[0] with { Seq = 2 }, .. Honest.Sends.Skip(1)] }, "was acked with seq 2 and has 1");

    [Fact]
    public void An_agents_ack_is_in_the_agents_numbers() =>
        Complains(Honest with { Sends = [new Sent(Agent, Conversation, Answer.ClientMessageId, "Good day", SendOutcome.Acked, 2)] }, "was acked with seq 2 and has 3");

    [Fact]
    public void A_resend_that_was_stored_twice_is_found() =>
        Complains(Honest with { Lines = [.. Honest.Lines, Answer with { Seq = 4, PublicSeq = 3, MessageId = Guid.NewGuid() }] }, "is stored 2 times");

    [Fact]
    public void A_refused_message_that_is_stored_is_found() =>
        Complains(Honest with { Sends = [Honest.Sends[0] with { Outcome = SendOutcome.Refused }] }, "was refused and is stored");

    [Fact]
    public void A_message_with_another_text_is_found() =>
        Complains(Honest with { Sends = [Honest.Sends[0] with { Text = "Hullo" }] }, "stored as something else");

    [Fact]
    public void A_gap_is_found() =>
        Complains(Honest with { Lines = [Hello, Note with { Seq = 3 }, Answer with { Seq = 4 }] }, "have a gap or a duplicate");

    [Fact]
    public void A_hole_that_a_note_left_for_the_visitor_is_found() =>
        Complains(Honest with { Lines = [Hello, Note, Answer with { PublicSeq = 3 }] }, "The public seqs");

    [Fact]
    public void A_public_note_is_found() =>
        Complains(Honest with { Lines = [Hello, Note with { PublicSeq = 2 }, Answer with { PublicSeq = 3 }] }, "A note of");

    [Fact]
    public void A_line_shown_twice_is_found() =>
        Complains(Showing(new View("visitor", Visitor, Conversation, [Seen(Hello, 1), Seen(Hello, 1), Seen(Answer, 2)])), "not strictly increasing");

    [Fact]
    public void A_line_that_was_never_shown_is_found() =>
        Complains(Showing(new View("visitor", Visitor, Conversation, [Seen(Hello, 1)])), "1 of 2 lines are shown");

    [Fact]
    public void A_line_shown_that_was_never_committed_is_found() =>
        Complains(Showing(new View("visitor", Visitor, Conversation, [Seen(Hello, 1), new Shown(2, Guid.NewGuid(), "text")])), "not in the transcript");

    [Fact]
    public void A_note_shown_to_a_visitor_is_found() =>
        Complains(Showing(new View("visitor", Visitor, Conversation, [Seen(Hello, 1), Seen(Note, 2)])), "a note was shown to a visitor");

    [Fact]
    public void A_line_that_reached_a_stranger_is_found() =>
        Complains(Showing(new View("stranger", Other, Conversation, [Seen(Hello, 1), Seen(Answer, 2)])), "a stranger's conversation");

    [Fact]
    public void A_clock_without_an_outcome_is_found() =>
        Complains(Honest with { Clocks = [Honest.Clocks[0] with { Outcome = null }] }, "has no outcome");

    [Fact]
    public void A_clock_with_two_outcomes_is_found() =>
        Complains(Honest with { Log = [.. Honest.Log, new Happened(Conversation, "sla_breached", ClockId: Timer)] }, "2 outcomes");

    [Fact]
    public void A_clock_that_the_log_does_not_know_is_found() =>
        Complains(Honest with { Clocks = [.. Honest.Clocks, new Clock(Guid.NewGuid(), Conversation, true, "Met")] }, "different numbers of armed");

    [Fact]
    public void Two_agents_at_once_are_found() =>
        Complains(Honest with { Log = [.. Honest.Log.Where(e => e.Type != "unassigned")] }, "while");

    [Fact]
    public void Taking_from_somebody_who_does_not_have_it_is_found() =>
        Complains(Honest with { Log = [.. Honest.Log, new Happened(Conversation, "unassigned", Other)] }, "who did not have it");

    private static Shown Seen(Line line, long seq) => new(seq, line.MessageId, line.Kind.ToLowerInvariant());

    private static History Showing(View view) => Honest with { Views = [view] };

    private static void Complains(History doctored, string about) =>
        Assert.Contains(HistoryChecker.Check(doctored), complaint => complaint.Text.Contains(about, StringComparison.Ordinal));
}
