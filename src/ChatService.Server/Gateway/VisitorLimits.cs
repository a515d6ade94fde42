using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Gateway;

/// <summary>How much one visitor may say. PROTOCOL.md §6. Each node counts for itself.</summary>
public sealed class VisitorLimits : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly KeyedLimiter messages;
    private readonly KeyedLimiter typing;
    private readonly KeyedLimiter starts;
    private readonly MemoryCache counted = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public VisitorLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        messages = new KeyedLimiter(time, options.Value.VisitorMessagesPer10Seconds, TimeSpan.FromSeconds(10));
        typing = new KeyedLimiter(time, options.Value.VisitorTypingPerSecond, TimeSpan.FromSeconds(1));
        starts = new KeyedLimiter(time, options.Value.VisitorConversationsPerHour, Hour);
    }

    /// <summary>Throws rate_limited when it is one message too many.</summary>
    public void Message(VisitorCaller visitor) => Take(messages, visitor);

    /// <summary>As above, for typing.</summary>
    public void Typing(VisitorCaller visitor) => Take(typing, visitor);

    /// <summary>A start is a message, too. One that is sent again counts once: nobody is locked out for an hour because the store was away.</summary>
    public void Start(VisitorCaller visitor, Guid clientMessageId)
    {
        Take(messages, visitor);
        var key = (visitor.ContactId, clientMessageId);
        if (counted.TryGetValue(key, out _))
        {
            return;
        }

        Take(starts, visitor);
        counted.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Hour });
    }

    public void Dispose() => counted.Dispose();

    private static void Take(KeyedLimiter limiter, VisitorCaller visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (!limiter.TryTake(visitor.ContactId.ToString("N"), out var retryAfter))
        {
            // Rounded up: who comes back at that second is let in.
            throw new RefusedException(new Refusal(ErrorCode.RateLimited, $"Slow down. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} s.") { RetryAfter = retryAfter });
        }
    }
}
