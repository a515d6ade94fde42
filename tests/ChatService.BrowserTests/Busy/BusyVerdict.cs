using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatService.BrowserTests.Busy;

/// <summary>A conversation at the end of the story: its transcript and its clocks.</summary>
public sealed record Ended(Guid Id, IReadOnlyList<JsonNode> Messages, IReadOnlyList<JsonNode> Clocks)
{
    /// <summary>Of the first answer.</summary>
    public JsonNode Clock => Clocks.First(clock => (string?)clock["metric"] == "first_response");

    /// <summary>When one of its answers was due first that did not come in time; null when all came.</summary>
    public DateTimeOffset? BreachedAt =>
        Clocks.Where(clock => (string?)clock["outcome"] == "breached").Select(clock => (DateTimeOffset?)clock["dueAt"]!).Min();

    /// <summary>met, breached, cancelled, or null while it runs.</summary>
    public string? Outcome => (string?)Clock["outcome"];

    /// <summary>When the first answer is due.</summary>
    public DateTimeOffset DueAt => (DateTimeOffset)Clock["dueAt"]!;

    /// <summary>When the customer wrote first.</summary>
    public DateTimeOffset AskedAt => At(Messages.First(message => (string?)message["sender"]!["kind"] == "visitor"));

    /// <summary>When a person answered first; null when nobody has.</summary>
    public DateTimeOffset? AnsweredAt =>
        Messages.FirstOrDefault(message => (string?)message["sender"]!["kind"] == "agent" && (string?)message["kind"] == "text") is { } answer ? At(answer) : null;

    private static DateTimeOffset At(JsonNode message) => DateTimeOffset.Parse((string)message["createdAt"]!, CultureInfo.InvariantCulture);
}

/// <summary>Compares the server's sums and clocks with the transcripts. Each method returns its complaints.</summary>
public sealed class BusyVerdict(BusyWatch watch, IReadOnlyCollection<string> workers)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>No agent who works is suspended, at any second.</summary>
    public IEnumerable<string> Suspensions() =>
        from moment in watch.Moments
        from agent in moment.Agents
        where workers.Contains((string)agent["name"]!) && (bool)agent["notResponding"]!
        select $"{moment.From:HH:mm:ss} {agent["name"]} is suspended while working";

    /// <summary>The wall equals a recount of the rows, whenever nothing moved between two readings of them.</summary>
    public IEnumerable<string> WallMistakes()
    {
        foreach (var moment in watch.Looks.Where(moment => moment.IsStill))
        {
            var queue = moment.Rows.Count(row => (string?)row["state"] is "queued" or "offered");
            var inHand = moment.Rows.Count(row => (string?)row["state"] == "active" && row["awaitingSince"] is not null);
            var said = ((int?)moment.Wall["waitingQueue"], (int?)moment.Wall["waitingInHand"]);
            if (said != (queue, inHand))
            {
                yield return $"{moment.From:HH:mm:ss} the wall says {said}; {queue} are in the queue and {inHand} in hand";
            }
        }
    }

    /// <summary>Every first answer and every breach is in the wall's sums one second after it happened.</summary>
    public IEnumerable<string> DayMistakes(IReadOnlyCollection<Ended> conversations)
    {
        foreach (var moment in watch.Looks)
        {
            var answered = conversations.Select(one => one.AnsweredAt).OfType<DateTimeOffset>().ToList();
            var breached = conversations.Select(one => one.BreachedAt).OfType<DateTimeOffset>().ToList();
            if (Complaint(moment, "answeredToday", answered) is { } unanswered)
            {
                yield return unanswered;
            }

            if (Complaint(moment, "breachedConversationsLastHour", breached) is { } late)
            {
                yield return late;
            }
        }
    }

    /// <summary>The first answer came in time and is met, or it is breached at its due time: counted again from the transcript.</summary>
    public static IEnumerable<string> ClockMistakes(Ended conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var (id, asked, due, outcome) = (conversation.Id, conversation.AskedAt, conversation.DueAt, conversation.Outcome);
        if (Math.Abs((due - asked).TotalSeconds - (double)conversation.Clock["targetSeconds"]!) > 0.001)
        {
            yield return $"{id}: asked {asked:HH:mm:ss.fff}, due {due:HH:mm:ss.fff}";
        }

        var right = conversation.AnsweredAt <= due ? "met" : "breached";
        if (outcome != right && !(outcome is null && TimeProvider.System.GetUtcNow() < due) && outcome != "cancelled")
        {
            yield return $"{id}: {outcome} where the transcript says {right}";
        }
    }

    /// <summary>An automatic line names a place in the queue only while the customer has one.</summary>
    public static IEnumerable<string> PlaceMistakes(Ended conversation, string place)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var isServed = false;
        foreach (var message in conversation.Messages)
        {
            isServed = (string?)message["event"]?["type"] switch
            {
                "assigned" => true,
                "agent_left" or "returned_to_queue" => false,
                _ => isServed,
            };
            if (isServed && (string?)message["sender"]!["kind"] == "bot" && ((string?)message["text"])?.Contains(place, StringComparison.Ordinal) == true)
            {
                yield return $"{conversation.Id}: \"{message["text"]}\" while an agent has it";
            }
        }
    }

    // Exact where nothing happened during the reading and in the second before it.
    private static string? Complaint(Look moment, string sum, IReadOnlyCollection<DateTimeOffset> events)
    {
        var (before, after) = (events.Count(at => at <= moment.From - Second), events.Count(at => at <= moment.To));
        var said = (int)moment.Wall[sum]!;
        return before == after && said != before ? $"{moment.From:HH:mm:ss} the wall says {said} {sum}; the transcripts say {before}" : null;
    }
}
