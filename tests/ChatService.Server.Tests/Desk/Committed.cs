using System.Threading.Channels;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Tests.Desk;

/// <summary>Hears what was committed, so that a test can wait for it.</summary>
internal sealed class Committed : ICommitListener
{
    private readonly Channel<object> heard = Channel.CreateUnbounded<object>();

    void ICommitListener.Committed(IReadOnlyList<object> events)
    {
        foreach (var item in events)
        {
            heard.Writer.TryWrite(item);
        }
    }

    /// <summary>The next event of this kind that fits, within ten seconds.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool>? fits = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (await heard.Reader.ReadAsync(limit.Token) is T item && fits?.Invoke(item) != false)
            {
                return item;
            }
        }
    }
}
