namespace ChatService.Server.Platform.Identity;

/// <summary>Counts by address: the narrow one, and above it the wide one of IPv6 with <see cref="ClientAddress.WideFactor"/> times as much.</summary>
public sealed class AddressLimiter(TimeProvider time, int permits, TimeSpan per)
{
    private readonly KeyedLimiter narrow = new(time, permits, per);
    private readonly KeyedLimiter wide = new(time, permits * ClientAddress.WideFactor, per);

    /// <summary>Takes one; false with the time until there is one again.</summary>
    public bool TryTake(ClientAddress address, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(address);
        return narrow.TryTake(address.Narrow, out retryAfter) && (address.Wide is null || wide.TryTake(address.Wide, out retryAfter));
    }

    /// <summary>Takes more for a call that was let in.</summary>
    public void Charge(ClientAddress address, double cost)
    {
        ArgumentNullException.ThrowIfNull(address);
        narrow.Charge(address.Narrow, cost);
        if (address.Wide is { } above)
        {
            wide.Charge(above, cost);
        }
    }
}
