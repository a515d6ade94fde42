using Microsoft.Extensions.Logging;

namespace ChatService.Server.Platform.Storage;

/// <summary>Hears what was committed. It is called in commit order and must return at once: queue what takes longer.</summary>
public interface ICommitListener
{
    /// <summary>The events of one transaction.</summary>
    void Committed(IReadOnlyList<object> events);
}

/// <summary>Tells every listener what was committed on this node. A listener that fails is logged and harms no other.</summary>
public sealed partial class CommitFeed(IServiceProvider services, ILogger<CommitFeed> logger)
{
    private ICommitListener[]? listeners;

    /// <summary>Tells the events of one committed transaction.</summary>
    public void Tell(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return;
        }

        // Listeners are looked up late: they may themselves need a WriteSession.
        foreach (var listener in listeners ??= [.. services.GetServices<ICommitListener>()])
        {
            try
            {
                listener.Committed(events);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                ListenerFailed(exception, listener.GetType().Name);
            }
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "Commit listener {Listener} failed")]
    private partial void ListenerFailed(Exception exception, string listener);
}
