using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>What a customer read and when: each new sentence of the header, the cards and the system lines.</summary>
public sealed record Sentence(DateTimeOffset At, string Place, string Text);

/// <summary>A customer in a browser: asks, waits, answers once more, and may lose the net or leave.</summary>
public sealed partial class BusyCustomer(WidgetPage widget, BusyClock clock, int number)
{
    private readonly ConcurrentQueue<Sentence> read = new();

    /// <summary>From 1.</summary>
    public int Number => number;

    /// <summary>Nothing of this customer's conversation is looked at after this.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>In the order of reading.</summary>
    public IReadOnlyCollection<Sentence> Read => read;

    /// <summary>The page.</summary>
    public WidgetPage Widget => widget;

    /// <summary>As the wire names it; null before the first message.</summary>
    public Guid? ConversationId => widget.Heard.Select(frame => Id().Match(frame)).Where(match => match.Success)
        .Select(match => (Guid?)Guid.Parse(match.Groups[1].Value)).LastOrDefault();

    /// <summary>Notes from now on what stands on the screen.</summary>
    public async Task ListenAsync()
    {
        await widget.Page.ExposeFunctionAsync<string, string, bool>("customerReads", (place, text) =>
        {
            read.Enqueue(new Sentence(TimeProvider.System.GetUtcNow(), place, text));
            return true;
        });
        await widget.Page.AddInitScriptAsync("""
            const seen = {};
            setInterval(() => {
              const root = document.querySelector("#chatservice")?.shadowRoot;
              const places = { status: ".head [role=status]", card: "section.card", event: "p.event", bubble: ".group:not(.mine) .bubble" };
              for (const [place, where] of Object.entries(places)) {
                const text = [...(root?.querySelectorAll(where) ?? [])].map((one) => one.textContent.trim()).join(" | ");
                if (seen[place] !== text) window.customerReads(place, (seen[place] = text));
              }
            }, 200);
            """);
    }

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

    // The shop stands on the node that is restarted: who finds it away tries again.
    private async Task<bool> ComesAsync()
    {
        while (!clock.IsOver)
        {
            try
            {
                await widget.GoAsync();
                return true;
            }
            catch (PlaywrightException exception) when (exception.Message.Contains("net::ERR_", StringComparison.Ordinal))
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
        HasLeft = true;
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
