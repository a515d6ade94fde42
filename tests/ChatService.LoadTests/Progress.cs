using System.Diagnostics;
using System.Globalization;

namespace ChatService.LoadTests;

/// <summary>One line on stderr that says what is going on: rewritten in place on a terminal, otherwise a new line now and then.</summary>
public sealed class Progress
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private TimeSpan next;

    /// <summary>A new step: always shown.</summary>
    public void Step(string what) => Show(what, isStep: true);

    /// <summary>Further along in it.</summary>
    public void Tell(string what) => Show(what, isStep: false);

    private void Show(string what, bool isStep)
    {
        lock (gate)
        {
            if (!isTerminal && !isStep && clock.Elapsed < next)
            {
                return;
            }

            next = clock.Elapsed + Every;
            var line = string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:mm\\:ss}] {what}");
            Console.Error.Write(isTerminal ? $"\r\u001b[K{line}{(isStep ? "\n" : string.Empty)}" : line + "\n");
        }
    }
}
