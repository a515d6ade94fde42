using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Gateway;

/// <summary>How much one visitor, and all visitors of one address, may call. PROTOCOL.md §6. Each node counts for itself.</summary>
public sealed class VisitorLimits : IDisposable
{
    private static readonly object AddressKey = new();
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly KeyedLimiter messages;
    private readonly KeyedLimiter writes;
    private readonly KeyedLimiter lines;
    private readonly KeyedLimiter ratings;
    private readonly KeyedLimiter starts;
    private readonly AddressLimiter addressWrites;
    private readonly AddressLimiter addressLines;
    private readonly AddressLimiter addressStarts;
    private readonly QueueShares shares;
    private readonly MemoryCache counted = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public VisitorLimits(IOptions<LimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var limit = options.Value;
        messages = new KeyedLimiter(time, limit.VisitorMessagesPer10Seconds, TenSeconds);
        writes = new KeyedLimiter(time, limit.VisitorWritesPer10Seconds, TenSeconds);
        lines = new KeyedLimiter(time, limit.VisitorLinesPer10Seconds, TenSeconds);
        ratings = new KeyedLimiter(time, limit.VisitorRatingsPerHour, Hour);
        starts = new KeyedLimiter(time, limit.VisitorConversationsPerHour, Hour);
        addressWrites = new AddressLimiter(time, limit.AddressWritesPer10Seconds, TenSeconds);
        addressLines = new AddressLimiter(time, limit.AddressLinesPer10Seconds, TenSeconds);
        addressStarts = new AddressLimiter(time, limit.AddressConversationsPer15Minutes, TimeSpan.FromMinutes(15));
        shares = new QueueShares(limit.AddressWaitingPerInbox);
    }

    /// <summary>Remembers where the connection comes from; a proxy's address is nobody's.</summary>
    public static void Enter(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[AddressKey] = context.GetHttpContext() is { } http ? ClientAddress.OfClient(http) : null;
    }

    /// <summary>Throws rate_limited when it is one writing call too many.</summary>
    public void Write(HubCallerContext context, VisitorCaller visitor)
    {
        Take(writes, visitor);
        Take(addressWrites, context);
    }

    /// <summary>Throws rate_limited when it is one message too many.</summary>
    public void Message(HubCallerContext context, VisitorCaller visitor)
    {
        Write(context, visitor);
        Take(messages, visitor);
    }

    /// <summary>Throws rate_limited when it is one rating too many.</summary>
    public void Rate(HubCallerContext context, VisitorCaller visitor)
    {
        Write(context, visitor);
        Take(ratings, visitor);
    }

    /// <summary>Throws rate_limited when too many lines were read again. What the call brings is paid with <see cref="Read"/>.</summary>
    public void MayRead(HubCallerContext context, VisitorCaller visitor)
    {
        Take(lines, visitor);
        Take(addressLines, context);
    }

    /// <summary>Counts lines that a call has brought.</summary>
    public void Read(HubCallerContext context, VisitorCaller visitor, int count)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        lines.Charge(Key(visitor), count);
        if (AddressOf(context) is { } address)
        {
            addressLines.Charge(address, count);
        }
    }

    /// <summary>
    /// The refusal when a new conversation is one too many, or null. Asked only where one is about to be made: a message that goes to the open one is no start.
    /// One that is sent again counts once: nobody is locked out for an hour because the store was away.
    /// </summary>
    public async ValueTask<Refusal?> StartAsync(HubCallerContext context, VisitorCaller visitor, Guid clientMessageId, StillWaiting stillWaiting) =>
        await ReopenAsync(context, visitor, clientMessageId, stillWaiting) ?? Start(context, visitor, clientMessageId);

    /// <summary>The refusal when a conversation that waits again is one too many for its address, or null. It is no start.</summary>
    public async ValueTask<Refusal?> ReopenAsync(HubCallerContext context, VisitorCaller visitor, Guid clientMessageId, StillWaiting stillWaiting)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return AddressOf(context) is { } address ? await shares.TryReserveAsync(address, visitor.InboxId, clientMessageId, stillWaiting) : null;
    }

    /// <summary>A call that may have put a conversation into the queue is over; null: it put none there.</summary>
    public void Started(HubCallerContext context, VisitorCaller visitor, Guid clientMessageId, Guid? conversationId)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (AddressOf(context) is { } address)
        {
            shares.End(address, visitor.InboxId, clientMessageId, conversationId);
        }
    }

    public void Dispose()
    {
        counted.Dispose();
        shares.Dispose();
    }

    private Refusal? Start(HubCallerContext context, VisitorCaller visitor, Guid clientMessageId)
    {
        var key = (visitor.ContactId, clientMessageId);
        if (counted.TryGetValue(key, out _))
        {
            return null;
        }

        if (!starts.TryTake(Key(visitor), out var retryAfter) || (AddressOf(context) is { } address && !addressStarts.TryTake(address, out retryAfter)))
        {
            return TooMuch(retryAfter);
        }

        counted.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Hour });
        return null;
    }

    private static ClientAddress? AddressOf(HubCallerContext context) => context.Items.TryGetValue(AddressKey, out var address) ? (ClientAddress?)address : null;

    private static string Key(VisitorCaller visitor) => visitor.ContactId.ToString("N");

    private static void Take(KeyedLimiter limiter, VisitorCaller visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (!limiter.TryTake(Key(visitor), out var retryAfter))
        {
            throw new RefusedException(TooMuch(retryAfter));
        }
    }

    private static void Take(AddressLimiter limiter, HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (AddressOf(context) is { } address && !limiter.TryTake(address, out var retryAfter))
        {
            throw new RefusedException(TooMuch(retryAfter));
        }
    }

    // Rounded up: who comes back at that second is let in.
    private static Refusal TooMuch(TimeSpan retryAfter) =>
        new(ErrorCode.RateLimited, $"Slow down. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} s.") { RetryAfter = retryAfter };
}
