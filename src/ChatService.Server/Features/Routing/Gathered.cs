namespace ChatService.Server.Features.Routing;

/// <summary>
/// Answers many single questions with few readings: what is asked while one reading is under way is answered together by the next, which began after the question.
/// </summary>
internal sealed class Gathered<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly Lock change = new();
    private List<(TKey Key, TaskCompletionSource<TValue?> Answer)> waiting = [];
    private bool reads;

    /// <summary>The value of a key, or null when the reading has none.</summary>
    public Task<TValue?> AskAsync(TKey key, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
    {
        var answer = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (change)
        {
            waiting.Add((key, answer));
            if (reads)
            {
                return answer.Task;
            }

            reads = true;
        }

        _ = ReadAllAsync(read);
        return answer.Task;
    }

    private async Task ReadAllAsync(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
    {
        while (Take() is { } asked)
        {
            try
            {
                var values = await read([.. asked.Select(a => a.Key).Distinct()]);
                asked.ForEach(a => a.Answer.TrySetResult(values.GetValueOrDefault(a.Key)));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                asked.ForEach(a => a.Answer.TrySetException(exception));
            }
        }
    }

    private List<(TKey Key, TaskCompletionSource<TValue?> Answer)>? Take()
    {
        lock (change)
        {
            if (waiting.Count == 0)
            {
                reads = false;
                return null;
            }

            var taken = waiting;
            waiting = [];
            return taken;
        }
    }
}
