using System.Text;

namespace ChatService.Domain.Calendar;

/// <summary>One event of an iCalendar text: its own properties, without those of the alarms inside it.</summary>
internal sealed record ICalEntry(int Line, IReadOnlyList<ICalProperty> Properties);

/// <summary>One content line: <c>NAME;PARAMETERS:VALUE</c>, the name in capitals.</summary>
internal readonly record struct ICalProperty(string Name, string Parameters, string Value);

/// <summary>Splits an iCalendar text into its events.</summary>
internal static class ICalReader
{
    public static IReadOnlyList<ICalEntry> Events(string text, int limit, List<CalendarComplaint> complaints)
    {
        var events = new List<ICalEntry>();
        var open = new Stack<string>();
        List<ICalProperty>? current = null;
        var begunAt = 0;
        var sawCalendar = false;
        foreach (var (line, property) in Properties(text))
        {
            var component = property.Value.Trim().ToUpperInvariant();
            switch (property.Name)
            {
                case "BEGIN":
                    open.Push(component);
                    sawCalendar |= component == "VCALENDAR";
                    (current, begunAt) = component == "VEVENT" ? ([], line) : (current, begunAt);
                    break;
                case "END" when open.Count == 0 || open.Pop() != component:
                    complaints.Add(Malformed(line, $"This line ends a component that was not begun."));
                    return events;
                case "END" when component == "VEVENT" && current is not null:
                    if (events.Count == limit)
                    {
                        complaints.Add(new(CalendarComplaintCode.ImportTooLarge, $"line {begunAt}", $"At most {limit} events are read."));
                        return events;
                    }

                    events.Add(new ICalEntry(begunAt, current));
                    current = null;
                    break;
                default:
                    if (open.TryPeek(out var inside) && inside == "VEVENT")
                    {
                        current?.Add(property);
                    }

                    break;
            }
        }

        if (!sawCalendar || open.Count > 0)
        {
            complaints.Add(Malformed(1, sawCalendar ? "The text ends inside a component." : "The text is not an iCalendar object."));
        }

        return events;
    }

    private static CalendarComplaint Malformed(int line, string text) => new(CalendarComplaintCode.ImportMalformed, $"line {line}", text);

    private static IEnumerable<(int Line, ICalProperty Property)> Properties(string text)
    {
        var unfolded = new StringBuilder();
        var (number, begunAt) = (0, 1);
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                unfolded.Append(line, 1, line.Length - 1);
                continue;
            }

            if (TrySplit(unfolded.ToString()) is { } property)
            {
                yield return (begunAt, property);
            }

            unfolded.Clear().Append(line);
            begunAt = number;
        }

        if (TrySplit(unfolded.ToString()) is { } last)
        {
            yield return (begunAt, last);
        }
    }

    private static ICalProperty? TrySplit(string line)
    {
        // A colon inside a quoted parameter does not end the parameters.
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ':' && !quoted)
            {
                var head = line[..i].Split(';', 2);
                return new ICalProperty(head[0].Trim().ToUpperInvariant(), head.Length > 1 ? head[1].ToUpperInvariant() : "", line[(i + 1)..]);
            }
        }

        return null;
    }
}
