using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Search;

/// <summary>Fills the index of contacts behind their changes. Woken by commits; what another node wrote it finds at the next look.</summary>
public sealed partial class ContactIndexer(IContactIndex index, TimeProvider time, ILogger<ContactIndexer> logger) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim wake = new(1, 1);

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (wake.CurrentCount == 0 && events.Any(e => e is ConversationStarted or ContactUpdated))
        {
            try
            {
                wake.Release();
            }
            catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
            {
                // It is awake already, or the server stops; the table keeps the place.
            }
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await index.PrepareAsync(cancellationToken);
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
                await wake.WaitAsync(LookEvery, stoppingToken);
                await Task.Delay(Gather, time, stoppingToken);
                await TryCatchUpAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The table keeps the place.
        }
    }

    private async Task TryCatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await index.IndexNextAsync(cancellationToken) == index.Batch)
            {
            }
        }
        catch (RefusedException)
        {
            // The store is away; others report that.
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException)
        {
            IndexFailed(exception);
        }
    }

    [LoggerMessage(1702, LogLevel.Error, "Filling the search index of contacts failed; retrying in 30 s")]
    private partial void IndexFailed(Exception exception);
}
