using System.Text;

namespace ChatService.Domain.Calendar;

/// <summary>One event of an iCalendar text: its own properties, without those of the alarms inside it.</summary>
internal sealed record ICalEntry(int Line, IReadOnlyList<ICalProperty> Properties);

/// <summary>One content line: <c>NAME;PARAMETERS:VALUE</c>, the name in capitals.</summary>
internal readonly record struct ICalProperty(string Name, string Parameters, string Value);

/// <summary>Splits an iCalendar text into its events. A text that breaks off gives what was whole before.</summary>
internal sealed class ICalReader
{
    private readonly List<ICalEntry> _events = [];
    private readonly Stack<string> _open = new();
    private List<ICalProperty> _properties = [];
    private int _begunAt;
    private bool _sawCalendar;

    private ICalReader()
    {
    }

    public static IReadOnlyList<ICalEntry> Events(string text, int limit, List<CalendarComplaint> complaints)
    {
        var reader = new ICalReader();
        if (reader.Read(text, limit) is { } complaint)
        {
            complaints.Add(complaint);
        }

        return reader._events;
    }

    private CalendarComplaint? Read(string text, int limit)
    {
        foreach (var (line, property) in Properties(text))
        {
            var component = property.Value.Trim().ToUpperInvariant();
            if (property.Name == "BEGIN")
            {
                Begin(component, line);
            }
            else if (property.Name == "END" && !TryEnd(component))
            {
                return Malformed(line, "This line ends a component that was not begun.");
            }
            else if (_events.Count > limit)
            {
                _events.RemoveAt(limit);
                return new(CalendarComplaintCode.ImportTooLarge, $"line {_begunAt}", $"At most {limit} events are read.");
            }
            else if (property.Name != "END" && _open.TryPeek(out var inside) && inside == "VEVENT")
            {
                _properties.Add(property);
            }
        }

        if (!_sawCalendar)
        {
            return Malformed(1, "The text is not an iCalendar object.");
        }

        return _open.Count > 0 ? Malformed(1, "The text ends inside a component.") : null;
    }

    private void Begin(string component, int line)
    {
        _open.Push(component);
        _sawCalendar |= component == "VCALENDAR";
        if (component == "VEVENT")
        {
            _properties = [];
            _begunAt = line;
        }
    }

    private bool TryEnd(string component)
    {
        if (!_open.TryPop(out var begun) || begun != component)
        {
            return false;
        }

        if (component == "VEVENT")
        {
            _events.Add(new ICalEntry(_begunAt, _properties));
            _properties = [];
        }

        return true;
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
