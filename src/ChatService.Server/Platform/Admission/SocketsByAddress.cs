using ChatService.Server.Platform.Identity;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Admission;

/// <summary>Counts visitors' sockets by address, so that one address does not fill a node. Memory follows the sockets: an address without any is not held.</summary>
public sealed class SocketsByAddress(IOptions<AdmissionOptions> options)
{
    private readonly int most = options.Value.SocketsPerAddress;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);

    /// <summary>Addresses and networks with a socket.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return held.Count;
            }
        }
    }

    /// <summary>False when the address, or its network, holds as many as it may; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(ClientAddress? address)
    {
        if (address is null)
        {
            return true;
        }

        lock (gate)
        {
            if (held.GetValueOrDefault(address.Narrow) >= most || (address.Wide is { } above && held.GetValueOrDefault(above) >= most * ClientAddress.WideFactor))
            {
                return false;
            }

            Add(address, 1);
            return true;
        }
    }

    /// <summary>It has ended.</summary>
    public void Leave(ClientAddress? address)
    {
        if (address is not null)
        {
            lock (gate)
            {
                Add(address, -1);
            }
        }
    }

    private void Add(ClientAddress address, int change)
    {
        Add(address.Narrow, change);
        if (address.Wide is { } above)
        {
            Add(above, change);
        }
    }

    private void Add(string key, int change)
    {
        var count = held.GetValueOrDefault(key) + change;
        if (count > 0)
        {
            held[key] = count;
        }
        else
        {
            held.Remove(key);
        }
    }
}
