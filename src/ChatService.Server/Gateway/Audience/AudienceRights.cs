using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Gateway.Audience;

/// <summary>
/// Ends live audiences when a right ends. Every change of agents, teams, inboxes or API tokens, on whichever node, is told as <see cref="SnapshotStale"/>; each is followed by one look at all
/// live audiences of this node. What was committed after the change is pushed only after that look (<see cref="SettledAsync"/>), so a right that has ended never carries a later word.
/// Costs messages nothing: without a change there is no look.
/// </summary>
public sealed partial class AudienceRights(IEnumerable<ILiveAudience> audiences, ILogger<AudienceRights> logger) : ICommitListener
{
    // While the rights cannot be read. The store is tried as often by everybody else.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly HashSet<Type> Rights = [typeof(Agent), typeof(Team), typeof(Inbox), typeof(ApiToken)];

    private readonly ILiveAudience[] audiences = [.. audiences];
    private readonly Lock gate = new();
    private volatile TaskCompletionSource? look;
    private bool again;

    /// <summary>Completed, unless a right has changed and the audiences have not been looked at since.</summary>
    public Task SettledAsync() => look?.Task ?? Task.CompletedTask;

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var happened in events)
        {
            if (happened is NoticesMissed || (happened is SnapshotStale stale && Rights.Contains(stale.Row)))
            {
                LookSoon();
                return;
            }
        }
    }

    private void LookSoon()
    {
        lock (gate)
        {
            again = true;
            if (look is null)
            {
                look = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                // Off the commit's thread: the rights are read again from the store.
                _ = Task.Run(LookUntilSeenAsync);
            }
        }
    }

    private async Task LookUntilSeenAsync()
    {
        while (IsDue())
        {
            if (!TryLook())
            {
                lock (gate)
                {
                    again = true;
                    look!.TrySetResult();
                }

                await Task.Delay(RetryAfter);
            }
        }
    }

    private bool IsDue()
    {
        lock (gate)
        {
            if (again)
            {
                again = false;
                return true;
            }

            look!.TrySetResult();
            look = null;
            return false;
        }
    }

    private bool TryLook()
    {
        try
        {
            foreach (var audience in audiences)
            {
                audience.EndWhatIsNotAllowed();
            }

            return true;
        }
        catch (ObjectDisposedException)
        {
            // The host is stopping; every connection ends with it.
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            RightsUnreadable(exception.Message);
            Array.ForEach(audiences, audience => audience.RightsUnknown());
            return false;
        }
    }

    [LoggerMessage(2121, LogLevel.Warning, "Rights changed and cannot be read ({Reason}): agents' connections are cut until they can be")]
    private partial void RightsUnreadable(string reason);
}
