using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>Compares the texts on the screens with the state of the server. Each method returns its complaints.</summary>
public sealed class BusyReading(BusyWatch watch, Words words, DateTimeOffset end)
{
    // A push, a rendered frame and a look every 200 ms, on a machine that also runs a dozen browsers.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    // Rows are pushed ten times a second and screens read five times: what stood for less than both together may have been true between two of them.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(0.3);

    private readonly IReadOnlyList<Moment> moments = watch.Moments;
    private readonly IReadOnlyList<Look> looks = [.. watch.Looks];

    /// <summary>Header, cards and event lines of a customer are true when they appear and end when they are not true any more.</summary>
    public IEnumerable<string> Customer(BusyCustomer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.ConversationId is not { } id)
        {
            return [];
        }

        var last = customer.LeftAt ?? end;
        var away = customer.Screen.Standings("status", last).Where(one => one.Text == words.Connecting).ToList();
        var who = string.Create(CultureInfo.InvariantCulture, $"customer {customer.Number}");
        return
        [
            .. from place in new[] { "status", "card" }
               from standing in customer.Screen.Standings(place, last)
               let truth = State(standing.Text, id)
               where truth is not null
               from complaint in Check(standing, truth, away)
               select $"{who} {complaint}",
            .. from sentence in customer.Screen.Sentences
               where sentence.Place == "event"
               let truth = Event(sentence.Text, id)
               where truth is not null && IsUntrue(sentence, truth, away)
               select $"{who} {sentence.At:HH:mm:ss} reads \"{sentence.Text}\"",
        ];
    }

    /// <summary>The console shows the status that the server has, and no bar of a suspended agent.</summary>
    public IEnumerable<string> Console(BusyAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var complaints = from standing in agent.Screen.Standings("status", end)
                         from complaint in Check(standing, moment => Status(moment, agent.Name, standing.Text), [])
                         select $"{agent.Name} {complaint}";
        var lost = agent.Screen.Sentences.Where(one => one.Place == "bar" && one.Text.StartsWith(words.Suspended, StringComparison.Ordinal));
        return [.. complaints, .. lost.Select(one => $"{agent.Name} {one.At:HH:mm:ss} reads \"{one.Text}\"")];
    }

    /// <summary>The big figure of the wall is the server's.</summary>
    public IEnumerable<string> Figure(BusyScreen wall)
    {
        ArgumentNullException.ThrowIfNull(wall);
        return from standing in wall.Standings("waiting", end)
               from complaint in Lasting(standing, moment => moment is Look look && ((int)look.Wall["waiting"]!).ToString(CultureInfo.InvariantCulture) == standing.Text, [])
               select $"the wall {complaint}";
    }

    /// <summary>A breach is on the wall's page when it happens, or as soon as the node is there again.</summary>
    public string? Breach(BusyScreen wall, Guid id, DateTimeOffset due, (DateTimeOffset Down, DateTimeOffset Up)? restart)
    {
        ArgumentNullException.ThrowIfNull(wall);
        var from = restart is { } gap && due >= gap.Down - Early && due <= gap.Up ? gap.Up : due;
        if (from + Late > end)
        {
            return null;
        }

        var shown = wall.Sentences.FirstOrDefault(one => one.Place == "breach" && one.Text.Contains(id.ToString(), StringComparison.Ordinal));
        return shown is null ? $"{id}: breached {due:HH:mm:ss}, never on the wall"
            : shown.At > from + Late ? $"{id}: breached {due:HH:mm:ss}, on the wall {shown.At:HH:mm:ss}"
            : null;
    }

    // What happened while the customer was cut off is read after it, and stays true.
    private bool IsUntrue(Sentence sentence, Func<Moment, bool> truth, IReadOnlyList<Standing> away)
    {
        var around = Between(CutBefore(sentence.At, away) - Late - Early, sentence.At + Early).ToList();
        return around.Count > 0 && !around.Exists(truth.Invoke);
    }

    private IEnumerable<Moment> Between(DateTimeOffset from, DateTimeOffset to) => moments.Where(moment => moment.To >= from && moment.From <= to);

    // What a customer reads who was cut off until just now was true when the cut began.
    private static DateTimeOffset CutBefore(DateTimeOffset at, IReadOnlyList<Standing> away) =>
        away.Where(one => one.From <= at && one.To >= at - Late).Select(one => one.From).DefaultIfEmpty(at).Min();

    // True at some moment around its appearance, and never false for longer than a push may take.
    private IEnumerable<string> Check(Standing standing, Func<Moment, bool> isTrue, IReadOnlyList<Standing> away)
    {
        var around = Between(CutBefore(standing.From, away) - Late, standing.From + Early).ToList();
        return standing.To - standing.From > Brief && around.Count > 0 && !around.Exists(isTrue.Invoke)
            ? [$"{standing.From:HH:mm:ss.f} to {standing.To:HH:mm:ss.f} reads \"{standing.Text}\", against {around.Count} moments"]
            : Lasting(standing, isTrue, away);
    }

    private IEnumerable<string> Lasting(Standing standing, Func<Moment, bool> isTrue, IReadOnlyList<Standing> away)
    {
        DateTimeOffset? wrongSince = null;
        foreach (var look in looks.Where(one => one.From > standing.From + Early && one.To < standing.To))
        {
            var isKnown = !away.Any(one => one.From - Late < look.To && one.To + Late > look.From);
            wrongSince = !isKnown || isTrue(look) ? null : wrongSince ?? look.To;
            if (wrongSince is { } since && look.From - since > Late)
            {
                yield return $"{since:HH:mm:ss} still reads \"{standing.Text}\"";
                yield break;
            }
        }
    }

    private Func<Moment, bool>? State(string text, Guid id)
    {
        if (text == words.HereWithYou)
        {
            return moment => Row(moment, id)?["assignee"] is not null;
        }

        if (text.StartsWith(words.YouAreNext, StringComparison.Ordinal))
        {
            return moment => Ahead(moment, id) == 0 && moment.Agents.Any(IsAtWork);
        }

        if (Number(words.BeforeYou, text) is { } number)
        {
            return moment => Ahead(moment, id) == number && moment.Agents.Any(IsAtWork);
        }

        if (text == words.SorryToWait || text == words.FindingSomeone)
        {
            return moment => Ahead(moment, id) is not null && moment.Agents.Any(IsAtWork);
        }

        return text.StartsWith(words.NobodyAtTheDesk, StringComparison.Ordinal) ? moment => !moment.Agents.Any(IsAtWork) : null;
    }

    private Func<Moment, bool>? Event(string text, Guid id)
    {
        if (Name(words.HasJoined, text) is { } joined)
        {
            return moment => (string?)Row(moment, id)?["assignee"]?["name"] == joined;
        }

        if (Name(words.HandedOver.Replace("{0}", ".+", StringComparison.Ordinal).Replace("{1}", "{0}", StringComparison.Ordinal), text) is { } to)
        {
            return moment => (string?)Row(moment, id)?["assignee"]?["name"] == to;
        }

        return text.Contains(words.FindingSomeoneElse, StringComparison.Ordinal) ? moment => Ahead(moment, id) is not null : null;
    }

    private bool Status(Moment moment, string name, string label)
    {
        var status = (string?)moment.Agents.First(agent => (string?)agent["name"] == name)["status"];
        var word = status switch { "available" => words.Available, "away" => words.Away, _ => null };
        return word is null || label.StartsWith(string.Format(CultureInfo.InvariantCulture, words.MyStatus, word), StringComparison.Ordinal);
    }

    // How many are served first; null when it does not wait in the queue.
    private static int? Ahead(Moment moment, Guid id) =>
        Row(moment, id) is { } mine && IsQueued(mine)
            ? moment.Rows.Count(row => IsQueued(row) && Line(row) == Line(mine) && Turn(row).CompareTo(Turn(mine)) < 0)
            : null;

    private static bool IsQueued(JsonNode row) => (string?)row["state"] is "queued" or "offered";

    private static (string?, string?) Line(JsonNode row) => ((string?)row["inboxId"], (string?)row["teamId"]);

    // The queue orders customers of the same millisecond by priority, then by id.
    private static (DateTimeOffset, int, Guid) Turn(JsonNode row) =>
        ((DateTimeOffset)row["queuedAt"]!, int.Parse(((string)row["priority"]!)[1..], CultureInfo.InvariantCulture), (Guid)row["conversationId"]!);

    private static bool IsAtWork(JsonNode agent) =>
        (string?)agent["status"] == "available" && (string?)agent["activity"] is not ("disconnected" or "not_responding");

    private static JsonNode? Row(Moment moment, Guid id) => moment.Rows.FirstOrDefault(row => (Guid)row["conversationId"]! == id);

    private static int? Number(string template, string text) =>
        Name(template, text) is { } number && int.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Name(string template, string text) =>
        Regex.Match(text, $"^{template.Replace("{0}", "(.+?)", StringComparison.Ordinal)}( · .*)?$") is { Success: true } match ? match.Groups[1].Value : null;
}
