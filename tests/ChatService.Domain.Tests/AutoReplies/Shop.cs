using ChatService.Domain.AutoReplies;

namespace ChatService.Domain.Tests.AutoReplies;

/// <summary>The words in which these tests speak: a shop that is open on a Monday morning.</summary>
internal static class Shop
{
    public static readonly Guid Inbox = new("00000000-0000-0000-0000-0000000000a1");

    public static readonly DateTimeOffset Start = new(2025, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public static AutoReplyFacts Waiting { get; } = new()
    {
        InboxId = Inbox,
        Language = "en",
        Phase = ServicePhase.Waiting,
        WaitingSince = Start,
        UnansweredSince = Start,
    };

    public static AutoReplyFacts WithAgent { get; } = new()
    {
        InboxId = Inbox,
        Language = "en",
        Phase = ServicePhase.WithAgent,
        AgentSince = Start,
    };

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static ReplyTemplate Says(string text) => new() { Texts = new Dictionary<string, string> { ["en"] = text } };

    public static AutoReplyRule Rule(int number, AutoReplyTriggerKind kind, int seconds = 0, string says = "Hello") => new()
    {
        Id = Id(number),
        Name = $"Rule {number}",
        Order = number,
        Trigger = new AutoReplyTrigger(kind, seconds),
        Keywords = kind == AutoReplyTriggerKind.Keyword ? new KeywordMatch { Words = ["refund"] } : null,
        Actions = [new ReplyAction(Says(says))],
    };

    public static Guid Id(int number) => new($"00000000-0000-0000-0000-{number:000000000000}");

    public static AutoReplyRuleSet Set(params AutoReplyRule[] rules)
    {
        var set = AutoReplyRuleSet.Create(rules);
        Assert.Empty(set.Rejected);
        return set;
    }

    public static string[] Texts(this IEnumerable<Firing> firings) =>
        [.. firings.SelectMany(firing => firing.Actions).Where(action => action.Reply is not null).Select(action => action.Reply!.Text)];
}
