using ChatService.Domain.AutoReplies;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Measures a pattern against texts that are meant to make it slow, before a rule with it is saved.</summary>
public sealed class PatternTrial : IDisposable
{
    // Ordinary patterns take a few milliseconds for all texts together; a busy machine makes them some tens.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // A trial that is given up goes on burning until it ends: a second one waits for it rather than burning beside it.
    private readonly SemaphoreSlim place = new(1);

    /// <summary>
    /// What is wrong with the pattern, or null. Answers within twice its deadline, whatever the pattern.
    /// </summary>
    public async Task<string?> ComplaintAsync(string? pattern, CancellationToken cancellationToken)
    {
        // What can be seen without matching is complained of elsewhere.
        if (string.IsNullOrEmpty(pattern) || new KeywordMatch { Pattern = pattern }.Validate().Count > 0)
        {
            return null;
        }

        if (!await place.WaitAsync(Deadline, cancellationToken))
        {
            return "Another pattern is being tried out. Save again in a moment.";
        }

        var work = Task.Factory.StartNew(() => Try(pattern), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = work.ContinueWith(_ => place.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Task.WhenAny(work, Task.Delay(Deadline, cancellationToken));
        return work is { IsCompletedSuccessfully: true, Result: true } ? null : "The pattern takes too long: some texts keep it busy. Use fewer or smaller repetitions.";
    }

    public void Dispose() => place.Dispose();

    private static bool Try(string pattern) => KeywordPattern.HostileTexts(pattern).All(text => KeywordPattern.EndsInTime(pattern, text));
}
