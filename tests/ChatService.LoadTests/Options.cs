using System.Globalization;

namespace ChatService.LoadTests;

/// <summary>What stands after the scenario: pairs of <c>--name value</c>.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> values = [];

    /// <summary>False when it is not a list of pairs.</summary>
    public static bool TryRead(string[] arguments, out Options options)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        options = new Options();
        for (var i = 0; i + 1 < arguments.Length && arguments[i].StartsWith("--", StringComparison.Ordinal); i += 2)
        {
            options.values[arguments[i][2..]] = arguments[i + 1];
        }

        return options.values.Count * 2 == arguments.Length;
    }

    /// <summary>A word, or the usual one.</summary>
    public string Word(string name, string usual) => values.GetValueOrDefault(name, usual);

    /// <summary>A positive whole number, or the usual one.</summary>
    public int Number(string name, int usual) => Word(name, string.Empty) is { Length: > 0 } text
        ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new ArgumentException($"--{name} is a positive number.")
        : usual;

    /// <summary>What there is; answers the exit code for a wrong call.</summary>
    public static int Explain()
    {
        Console.Error.WriteLine("""
            Usage: ChatService.LoadTests SCENARIO [--option value …]
              breach  --clients 200
              chat    --on sqlite|postgres|cluster|relay|insert --pairs 100 [--rate messages/s; absent: as fast as it goes] --warm 10 --seconds 20
              idle    --on sqlite|postgres|relay --connections 1000 --seconds 30
            """);
        return 2;
    }
}
