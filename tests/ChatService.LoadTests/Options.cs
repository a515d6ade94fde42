using System.Globalization;

namespace ChatService.LoadTests;

/// <summary>What stands after the scenario: pairs of <c>--name value</c>, each of them known. Whatever is wrong is a <see cref="UsageException"/>.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> values;

    private Options(Dictionary<string, string> values) => this.values = values;

    /// <summary>Reads the pairs; what is not given has its usual value.</summary>
    public static Options Read(IReadOnlyList<Option> known, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : throw new UsageException($"\"{arguments[i]}\" is no option; options begin with --.");
            if (known.All(option => option.Name != name))
            {
                throw new UsageException($"There is no option --{name} here; there are {string.Join(", ", known.Select(option => "--" + option.Name))}.");
            }

            given[name] = i + 1 < arguments.Count ? arguments[i + 1] : throw new UsageException($"--{name} wants a value.");
        }

        return new Options(known.ToDictionary(option => option.Name, option => given.GetValueOrDefault(option.Name, option.Usual), StringComparer.Ordinal));
    }

    /// <summary>The values that matter for the figures, for the report.</summary>
    public IReadOnlyDictionary<string, string> Settings(params string[] without) =>
        values.Where(v => v.Value.Length > 0 && !without.Contains(v.Key)).ToDictionary(v => v.Key, v => v.Value);

    /// <summary>A copy with another value.</summary>
    public Options With(string name, string value) => new(new Dictionary<string, string>(values) { [name] = value });

    /// <summary>Any text; empty when it was not given and has no usual value.</summary>
    public string Text(string name) => values[name];

    /// <summary>One of some words.</summary>
    public string Word(string name, params string[] allowed) => allowed.Contains(values[name])
        ? values[name]
        : throw new UsageException($"--{name} is {string.Join(", ", allowed[..^1])} or {allowed[^1]}, not \"{values[name]}\".");

    /// <summary>A positive whole number.</summary>
    public int Number(string name) => int.TryParse(values[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new UsageException($"--{name} is a positive whole number, not \"{values[name]}\".");

    /// <summary>Of clients; 0: as many as it takes.</summary>
    public int Processes() => values["processes"] == "0" ? 0 : Number("processes");

    /// <summary>A positive number; null when it was not given.</summary>
    public double? Rate(string name) => values[name].Length == 0 ? null
        : double.TryParse(values[name], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UsageException($"--{name} is a positive number, not \"{values[name]}\".");

    /// <summary>Whole seconds.</summary>
    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));
}
