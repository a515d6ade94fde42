using System.Globalization;
using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;

namespace ChatService.BrowserTests.Busy;

/// <summary>An agent who works without a pause: accepts what is offered, answers who waits longest, closes what is done.</summary>
public sealed class BusyAgent(ConsolePage console, BackOffice office, BusyClock clock, string name) : IDisposable
{
    /// <summary>Stands in each human answer.</summary>
    public const string Signature = "on it";

    private readonly SemaphoreSlim hands = new(1, 1);
    private readonly Dictionary<Guid, int> answers = [];

    /// <summary>The person.</summary>
    public string Name => name;

    /// <summary>The page.</summary>
    public ConsolePage Console => console;

    /// <summary>How many offers were accepted and answers written.</summary>
    public (int Accepted, int Answered, int Closed) Work { get; private set; }

    /// <summary>What the console said about the agent's own state.</summary>
    public BusyScreen Screen { get; } = new();

    /// <summary>Records the status button and the bar of a suspended agent.</summary>
    public Task ListenAsync(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var own = string.Format(CultureInfo.InvariantCulture, words.MyStatus, string.Empty).Trim();
        return Screen.ListenAsync(console.Page, new Dictionary<string, (string, string?)>
        {
            ["status"] = ($"button[aria-label^='{own}']", "aria-label"),
            ["bar"] = ("[role=status][data-kind=lost]", null),
        });
    }

    /// <summary>Until the story is over.</summary>
    public async Task WorkAsync()
    {
        while (!clock.IsOver)
        {
            await WithHandsAsync(StepAsync);
            await clock.ThinkAsync(0.4, 1.2);
        }
    }

    /// <summary>Does something else between two steps of work.</summary>
    public Task WithHandsAsync(Func<Task> deed) => WithHandsAsync(async () =>
    {
        await deed();
        return true;
    });

    /// <summary>As the other one, with what came of it.</summary>
    public async Task<T> WithHandsAsync<T>(Func<Task<T>> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        await hands.WaitAsync();
        try
        {
            return await deed();
        }
        finally
        {
            hands.Release();
        }
    }

    /// <summary>The conversations of this agent that wait for an answer, longest first.</summary>
    public async Task<IReadOnlyList<Guid>> WaitingAsync() =>
        [.. (await RowsAsync()).Where(row => row["awaitingSince"] is not null)
            .OrderBy(row => (DateTimeOffset)row["awaitingSince"]!).Select(row => (Guid)row["conversationId"]!)];

    /// <summary>The conversations that this agent has and has not asked to end.</summary>
    public async Task<IReadOnlyList<Guid>> ServesAsync() => [.. (await RowsAsync()).Where(row => row["ending"] is null).Select(row => (Guid)row["conversationId"]!)];

    public void Dispose() => hands.Dispose();

    private async Task<IEnumerable<JsonNode>> RowsAsync() =>
        (await office.GetAsync("/api/conversations?view=all&limit=100"))["items"]!.AsArray().OfType<JsonNode>()
            .Where(row => (string?)row["assignee"]?["name"] == name && (string?)row["state"] == "active");

    private async Task StepAsync()
    {
        if (await console.Offer.CountAsync() > 0)
        {
            await clock.ThinkAsync(0.6, 2.5);
            await AcceptAsync();
        }

        if (await WaitingAsync() is [var first, ..])
        {
            await AnswerAsync(first);
        }
    }

    // The offer may have gone to a colleague between the look and the click.
    private async Task AcceptAsync()
    {
        var button = console.AcceptButton.First;
        try
        {
            await button.ClickAsync(new() { Timeout = 3000 });
            Work = Work with { Accepted = Work.Accepted + 1 };
        }
        catch (TimeoutException)
        {
            // Withdrawn meanwhile.
        }
    }

    private async Task AnswerAsync(Guid conversation)
    {
        await console.OpenAsync(conversation);
        await clock.ThinkAsync(1, 3);
        var turn = answers.GetValueOrDefault(conversation);
        await console.Composer.PressSequentiallyAsync(
            string.Create(CultureInfo.InvariantCulture, $"{name} is {Signature} ({turn + 1})"), new() { Delay = 40 });
        await console.Page.Keyboard.PressAsync("Enter");
        answers[conversation] = turn + 1;
        Work = Work with { Answered = Work.Answered + 1 };
        if (turn >= 1)
        {
            await clock.ThinkAsync(0.5, 1.5);
            await console.ClosesAsync();
            // The customer may have written meanwhile: then the console asks, and the answer comes first.
            if (await console.Page.GetByRole(AriaRole.Dialog).CountAsync() > 0)
            {
                await console.Page.Keyboard.PressAsync("Escape");
                return;
            }

            Work = Work with { Closed = Work.Closed + 1 };
        }
    }
}
