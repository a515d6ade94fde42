using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// What agents do right now, to all agents. The first change is told at once; those of the next <see cref="Spacing"/> are one push for each agent, which says how things are then.
/// </summary>
public sealed partial class PresencePush(
    PresenceView presence, AgentDirectory agents, IHubContext<AgentHub, IAgentClient> hub, ILogger<PresencePush> logger) : IEventPush, IDisposable
{
    // Sooner than anybody sees; somebody who flips its status all the time is told to the others four times a second.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private HashSet<Guid> changed = [];
    private Task telling = Task.CompletedTask;
    private bool isTelling;

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is AgentPresenceChanged presenceChanged)
        {
            lock (gate)
            {
                changed.Add(presenceChanged.AgentId);
            }
        }

        return Task.CompletedTask;
    }

    public Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isTelling && changed.Count > 0)
            {
                isTelling = true;
                telling = Task.Run(TellAllAsync, CancellationToken.None);
            }
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
        }

        await telling;
    }

    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
        }

        stop.Dispose();
    }

    // Until nothing is left. By the system's clock: this is about load, not about anybody's time.
    private async Task TellAllAsync()
    {
        while (Take() is { Count: > 0 } next)
        {
            await TryTellAsync(next);
            await Task.WhenAny(Task.Delay(Spacing, stop.Token));
        }
    }

    private HashSet<Guid> Take()
    {
        lock (gate)
        {
            HashSet<Guid> next = stop.IsCancellationRequested ? [] : changed;
            changed = [];
            isTelling = next.Count > 0;
            return next;
        }
    }

    private async Task TryTellAsync(HashSet<Guid> ids)
    {
        try
        {
            foreach (var agent in ids.Select(agents.Find).OfType<Agent>())
            {
                await hub.Clients.All.AgentChanged(presence.Of(agent));
            }
        }
        catch (RefusedException)
        {
            // The store is away; who looks for what was missed tells it.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            TellFailed(exception);
        }
    }

    [LoggerMessage(2105, LogLevel.Error, "Telling what agents do failed")]
    private partial void TellFailed(Exception exception);
}
