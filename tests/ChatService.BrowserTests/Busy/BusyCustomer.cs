using System.Globalization;
using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>A customer in a browser: asks, waits, answers once more, and may lose the net or leave.</summary>
public sealed partial class BusyCustomer(WidgetPage widget, BusyClock clock, int number)
{
    /// <summary>From 1.</summary>
    public int Number => number;

    /// <summary>When the page was closed; null while it is open.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>What stood in the panel.</summary>
    public BusyScreen Screen { get; } = new();

    /// <summary>The page.</summary>
    public WidgetPage Widget => widget;

    /// <summary>As the wire names it; null before the first message.</summary>
    public Guid? ConversationId => widget.Heard.Select(frame => Id().Match(frame)).Where(match => match.Success)
        .Select(match => (Guid?)Guid.Parse(match.Groups[1].Value)).LastOrDefault();

    /// <summary>Records what stands on the screen from now on.</summary>
    public Task ListenAsync() => Screen.ListenAsync(
        widget.Page,
        new Dictionary<string, (string, string?)>
        {
            ["status"] = (".head [role=status]", null),
            ["card"] = ("section.card > p", null),
            ["event"] = ("p.event", null),
        },
        "#chatservice");

    /// <summary>The whole visit.</summary>
    public async Task LiveAsync(TimeSpan arrival)
    {
        await clock.UntilAsync(arrival);
        if (clock.IsOver)
        {
            return;
        }

        if (!await ComesAsync())
        {
            return;
        }

        await widget.OpenAsync();
        await widget.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"Question {number:00}: where is my order?"));
        if (number % 7 == 3)
        {
            await LeavesAsync();
            return;
        }

        for (var turn = 0; turn < 2 && await IsAnsweredAsync(turn + 1); turn++)
        {
            await clock.ThinkAsync(2, 6);
            if (number % 5 == 2 && turn == 0)
            {
                await LosesTheNetAsync();
            }

            await widget.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"Reply {number:00}.{turn}"));
        }
    }

    // The shop stands on the node that is restarted: a customer who finds it away, or without its chat, loads it again.
    private async Task<bool> ComesAsync()
    {
        while (!clock.IsOver)
        {
            try
            {
                await widget.GoAsync();
                return true;
            }
            catch (Exception exception) when (exception is TimeoutException || (exception is PlaywrightException && exception.Message.Contains("net::ERR_", StringComparison.Ordinal)))
            {
                await clock.ThinkAsync(1, 2);
            }
        }

        return false;
    }

    // Impatient: the page is closed before anybody can have answered, or after.
    private async Task LeavesAsync()
    {
        await clock.ThinkAsync(5, 25);
        LeftAt = TimeProvider.System.GetUtcNow();
        await widget.LeaveAsync();
    }

    private async Task LosesTheNetAsync()
    {
        await widget.Page.Context.SetOfflineAsync(true);
        await clock.ThinkAsync(4, 8);
        await widget.Page.Context.SetOfflineAsync(false);
    }

    // A human bubble, however late.
    private async Task<bool> IsAnsweredAsync(int times)
    {
        while (!clock.IsOver)
        {
            if (await widget.Bubbles.Filter(new() { HasText = BusyAgent.Signature }).CountAsync() >= times)
            {
                return true;
            }

            await clock.ThinkAsync(0.3, 0.6);
        }

        return false;
    }

    [GeneratedRegex("\"conversationId\":\"([0-9a-f-]{36})\"")]
    private static partial Regex Id();
}
