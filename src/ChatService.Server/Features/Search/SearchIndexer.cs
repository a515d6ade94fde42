using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Search;

/// <summary>
/// Fills the index behind the messages: woken by commits, a batch at a time, until it has caught up. What fails is logged and tried again; until then the text itself is searched.
/// A restart goes on where the cursor stands.
/// </summary>
public sealed partial class SearchIndexer(IMessageSearch search, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService, ICommitListener
{
    // Many messages then share one transaction; until it is over they are found by reading them.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim wake = new(1, 1);

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (wake.CurrentCount == 0 && events.Any(e => e is MessageAppended { Message.Kind: not MessageKind.Event }))
        {
            Wake();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first message: from here on each one has its line.
        await search.PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await wake.WaitAsync(stoppingToken);
                await CatchUpAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The cursor keeps the place.
        }
    }

    private async Task CatchUpAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Gather, time, stoppingToken);
            // A batch that is not full has caught up: what comes now has woken us again and is gathered first.
            while (await search.IndexNextAsync(stoppingToken) == search.Batch)
            {
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException)
        {
            // A store that is away is reported by others; the index is the last that minds.
            if (exception is not RefusedException)
            {
                IndexFailed(exception);
            }

            await Task.Delay(AfterFailure, time, stoppingToken);
            Wake();
        }
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
        catch (ObjectDisposedException)
        {
            // The server stops; the cursor keeps the place.
        }
    }

    [LoggerMessage(1701, LogLevel.Error, "Filling the search index failed; it is tried again in 30 s")]
    private partial void IndexFailed(Exception exception);
}
