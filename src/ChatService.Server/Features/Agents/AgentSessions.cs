using System.Collections.Concurrent;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Whether a log-in lives, asked on every request. What this node has seen is kept in memory and corrected by every commit, so an end counts at once.</summary>
public sealed class AgentSessions(IDbContextFactory<ChatDb> contexts, WriteSession writes, TimeProvider time) : ICommitListener
{
    /// <summary>A shift and its breaks without use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // One write in a quarter of an hour is enough to slide twelve hours.
    private static readonly TimeSpan ExtendAfter = TimeSpan.FromMinutes(15);

    // Bounds memory; what is forgotten is read again.
    private const int MaxKnown = 20_000;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, Known> known = new();
    private long endings;

    /// <summary>How a log-in was found.</summary>
    public enum Found
    {
        Ended,
        Live,
        Extended,
    }

    /// <summary>Checks a log-in and extends it when it is due.</summary>
    public async ValueTask<Found> CheckAsync(Guid sessionId, Guid agentId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        // One that looks expired may have been extended by another node.
        var session = known.TryGetValue(sessionId, out var seen) && seen.ExpiresAt > now ? seen : await ReadAsync(sessionId, cancellationToken);
        if (session is null || session.AgentId != agentId || session.ExpiresAt <= now)
        {
            return Found.Ended;
        }

        return session.ExpiresAt - now > Lifetime - ExtendAfter ? Found.Live : await ExtendAsync(sessionId, cancellationToken);
    }

    public void Committed(IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var item in events)
        {
            switch (item)
            {
                case AgentSessionExtended extended:
                    Keep(extended.SessionId, new Known(extended.AgentId, extended.ExpiresAt));
                    break;
                case AgentAccessEnded ended:
                    Forget(one => ended.SessionId is { } session ? one.Key == session : one.Value.AgentId == ended.AgentId);
                    break;
                case NoticesMissed:
                    Forget(_ => true);
                    break;
            }
        }
    }

    private void Forget(Func<KeyValuePair<Guid, Known>, bool> which)
    {
        lock (gate)
        {
            endings++;
            foreach (var (id, _) in known.Where(which))
            {
                known.TryRemove(id, out _);
            }
        }
    }

    private void Keep(Guid sessionId, Known session)
    {
        if (known.Count >= MaxKnown)
        {
            known.Clear();
        }

        known[sessionId] = session;
    }

    private async Task<Known?> ReadAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var before = Interlocked.Read(ref endings);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<AgentSession>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId && s.EndedAt == null, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var session = new Known(row.AgentId, row.ExpiresAt);
        lock (gate)
        {
            // Something ended while we read: what was read may be old, so it is good for this request only.
            if (before == endings)
            {
                Keep(sessionId, session);
            }
        }

        return session;
    }

    private async Task<Found> ExtendAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.RunAsync(
                async (scope, token) =>
                {
                    var row = await scope.Db.Set<AgentSession>().FirstOrDefaultAsync(s => s.Id == sessionId && s.EndedAt == null, token);
                    if (row is null)
                    {
                        return Found.Ended;
                    }

                    row.ExpiresAt = scope.Now + Lifetime;
                    scope.Tell(new AgentSessionExtended(row.Id, row.AgentId, row.ExpiresAt));
                    return Found.Extended;
                },
                cancellationToken);
        }
        catch (RefusedException)
        {
            // The store is away; the log-in itself is still good, the next request extends it.
            return Found.Live;
        }
    }

    private sealed record Known(Guid AgentId, DateTimeOffset ExpiresAt);
}
