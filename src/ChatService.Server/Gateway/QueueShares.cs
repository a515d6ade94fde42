using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace ChatService.Server.Gateway;

/// <summary>Which of these conversations still wait for an agent.</summary>
public delegate Task<IReadOnlyList<Guid>> StillWaiting(IReadOnlyCollection<Guid> conversationIds);

/// <summary>
/// How many conversations that one address began or reopened may wait in an inbox at once. Each node remembers the ones that began there and asks the store which of them still wait, whoever took them
/// meanwhile; so N nodes let an address hold at most N shares. The address is kept in memory and stored nowhere.
/// </summary>
public sealed class QueueShares(int most) : IDisposable
{
    // A queue over night. Each look at a share makes it last longer.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly MemoryCache shares = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly Lock gate = new();

    /// <summary>Takes a place for a conversation that is about to begin; the refusal when the address has none left. Asking again for the same message takes no further place.</summary>
    public async ValueTask<Refusal?> TryReserveAsync(ClientAddress address, Guid inboxId, Guid clientMessageId, StillWaiting stillWaiting)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(stillWaiting);
        foreach (var (share, limit) in SharesOf(address, inboxId))
        {
            if (!TryReserve(share, limit, clientMessageId, out var held))
            {
                var waiting = await stillWaiting(held);
                lock (gate)
                {
                    share.Began.ExceptWith(held.Except(waiting));
                }

                if (!TryReserve(share, limit, clientMessageId, out _))
                {
                    End(address, inboxId, clientMessageId, conversationId: null);
                    return new Refusal(ErrorCode.RateLimited, "Too many conversations from your network wait here already. Try again in 60 s.") { RetryAfter = TimeSpan.FromMinutes(1) };
                }
            }
        }

        return null;
    }

    /// <summary>The place becomes that of the conversation, or is free again when none began.</summary>
    public void End(ClientAddress address, Guid inboxId, Guid clientMessageId, Guid? conversationId)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (gate)
        {
            foreach (var (share, _) in SharesOf(address, inboxId))
            {
                if (share.Beginning.Remove(clientMessageId) && conversationId is { } id)
                {
                    share.Began.Add(id);
                }
            }
        }
    }

    public void Dispose() => shares.Dispose();

    private bool TryReserve(Share share, int limit, Guid clientMessageId, out List<Guid> held)
    {
        lock (gate)
        {
            held = [.. share.Began];
            if (share.Beginning.Contains(clientMessageId))
            {
                return true;
            }

            return share.Began.Count + share.Beginning.Count < limit && share.Beginning.Add(clientMessageId);
        }
    }

    private IEnumerable<(Share Share, int Limit)> SharesOf(ClientAddress address, Guid inboxId)
    {
        yield return (Of(address.Narrow, inboxId), most);
        if (address.Wide is { } wide)
        {
            yield return (Of(wide, inboxId), most * ClientAddress.WideFactor);
        }
    }

    private Share Of(string address, Guid inboxId)
    {
        lock (gate)
        {
            return shares.GetOrCreate((address, inboxId), entry =>
            {
                (entry.Size, entry.SlidingExpiration) = (1, Remembered);
                return new Share();
            })!;
        }
    }

    private sealed class Share
    {
        public HashSet<Guid> Began { get; } = [];

        public HashSet<Guid> Beginning { get; } = [];
    }
}
