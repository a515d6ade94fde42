using System.Globalization;
using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>Compares what people saw with what was so. Each method answers its complaints; none means true.</summary>
public sealed class BusyVerdict(BusyWatch watch, Words words, IReadOnlyCollection<string> workers)
{
    // A push, a rendered frame and the half second between two looks at a screen, on a machine that also runs a dozen browsers.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    /// <summary>Nobody who works is suspended, at any second.</summary>
    public IEnumerable<string> Suspensions() =>
        from moment in watch.Moments
        from agent in moment.Agents
        where workers.Contains((string)agent["name"]!) && (string?)agent["activity"] == "not_responding"
        select $"{moment.From:HH:mm:ss} {agent["name"]} is suspended while working";

    /// <summary>The wall equals a recount of the rows, whenever nothing moved between two readings of them.</summary>
    public IEnumerable<string> WallMistakes()
    {
        foreach (var moment in watch.Moments.Where(moment => moment.IsStill))
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

    /// <summary>Whatever a customer read about the queue and about who is there was so at that moment.</summary>
    public IEnumerable<string> UntrueSentences(BusyCustomer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        foreach (var sentence in customer.Read.Where(one => one.Place == "status" && one.Text.Length > 0))
        {
            var moments = watch.Around(sentence.At, Late, Early).ToList();
            if (moments.Count > 0 && Truth(sentence.Text, customer) is { } isTrue && !moments.Exists(isTrue.Invoke))
            {
                yield return $"{sentence.At:HH:mm:ss} customer {customer.Number} reads \"{sentence.Text}\"";
            }
        }
    }

    /// <summary>Each conversation's first answer came in time and is met, or it is breached at its due time: counted anew from the transcript.</summary>
    public static IEnumerable<string> ClockMistakes(Guid id, IReadOnlyList<JsonNode> messages, JsonNode clock)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(clock);
        var asked = At(messages.First(message => (string?)message["sender"]!["kind"] == "visitor"));
        var answer = messages.FirstOrDefault(message => (string?)message["sender"]!["kind"] == "agent" && (string?)message["kind"] == "text");
        var due = (DateTimeOffset)clock["dueAt"]!;
        var outcome = (string?)clock["outcome"];
        if (Math.Abs((due - asked).TotalSeconds - (double)clock["targetSeconds"]!) > 0.001)
        {
            yield return $"{id}: asked {asked:HH:mm:ss.fff}, due {due:HH:mm:ss.fff}";
        }

        var right = answer is not null && At(answer) <= due ? "met" : "breached";
        if (outcome != right && !(outcome is null && TimeProvider.System.GetUtcNow() < due) && outcome != "cancelled")
        {
            yield return $"{id}: {outcome} where the transcript says {right}";
        }
    }

    private Func<Moment, bool>? Truth(string text, BusyCustomer customer)
    {
        if (customer.ConversationId is not { } id)
        {
            return null;
        }

        if (text == words.HereWithYou)
        {
            return moment => Row(moment, id) is { } row && row["assignee"] is not null;
        }

        if (text.StartsWith(words.YouAreNext, StringComparison.Ordinal))
        {
            return moment => IsServed(moment, id);
        }

        return null;
    }

    private static bool IsServed(Moment moment, Guid id) =>
        (string?)Row(moment, id)?["state"] is "queued" or "offered" && moment.Agents.Any(IsAtWork);

    private static bool IsAtWork(JsonNode agent) =>
        (string?)agent["status"] == "available" && (string?)agent["activity"] is not ("disconnected" or "not_responding");

    private static JsonNode? Row(Moment moment, Guid id) =>
        moment.Rows.FirstOrDefault(row => (Guid)row["conversationId"]! == id);

    private static DateTimeOffset At(JsonNode message) =>
        DateTimeOffset.Parse((string)message["createdAt"]!, CultureInfo.InvariantCulture);
}
