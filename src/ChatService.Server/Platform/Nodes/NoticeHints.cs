using ChatService.Realtime;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Nodes;

/// <summary>With Redis the other nodes read a notice at once and not at their next heartbeat. Without, this does nothing.</summary>
public sealed partial class NoticeHints(
    INodeBus bus, NodeNotices notices, IDbContextFactory<ChatDb> contexts, IStorageEngine engine, ILogger<NoticeHints> logger) : IHostedService, ICommitListener
{
    private const string Topic = "notices";

    private IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (engine.IsShared)
        {
            subscription = bus.Subscribe(Topic, (_, _) => _ = HearAsync());
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (engine.IsShared && events.Any(notices.Concerns))
        {
            bus.Publish(Topic, ReadOnlyMemory<byte>.Empty);
        }
    }

    private async Task HearAsync()
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await notices.HearAsync(db, await engine.NowAsync(db, CancellationToken.None), CancellationToken.None);
        }
        catch (Exception exception) when (exception is RefusedException or ObjectDisposedException || engine.IsTransient(exception))
        {
            // The heartbeat reads it.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            HearFailed(exception);
        }
    }

    [LoggerMessage(1311, LogLevel.Error, "Reading what another node has told failed; the heartbeat reads it again")]
    private partial void HearFailed(Exception exception);
}
