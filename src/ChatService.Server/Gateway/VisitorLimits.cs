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
    private readonly KeyedLimiter starts;
    private readonly MemoryCache counted = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public VisitorLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        messages = new KeyedLimiter(time, options.Value.VisitorMessagesPer10Seconds, TimeSpan.FromSeconds(10));
        starts = new KeyedLimiter(time, options.Value.VisitorConversationsPerHour, Hour);
    }

    /// <summary>Throws rate_limited when it is one message too many.</summary>
    public void Message(VisitorCaller visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (Refused(messages, visitor) is { } refusal)
        {
            throw new RefusedException(refusal);
        }
    }

    /// <summary>
    /// The refusal when a new conversation is one too many, or null. Asked only where one is about to be made: a message that goes to the open one is no start.
    /// One that is sent again counts once: nobody is locked out for an hour because the store was away.
    /// </summary>
    public Refusal? Start(VisitorCaller visitor, Guid clientMessageId)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var key = (visitor.ContactId, clientMessageId);
        if (counted.TryGetValue(key, out _))
        {
            return null;
        }

        if (Refused(starts, visitor) is { } refusal)
        {
            return refusal;
        }

        counted.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Hour });
        return null;
    }

    public void Dispose() => counted.Dispose();

    // Rounded up: who comes back at that second is let in.
    private static Refusal? Refused(KeyedLimiter limiter, VisitorCaller visitor) => limiter.TryTake(visitor.ContactId.ToString("N"), out var retryAfter)
        ? null
        : new Refusal(ErrorCode.RateLimited, $"Slow down. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} s.") { RetryAfter = retryAfter };
}
