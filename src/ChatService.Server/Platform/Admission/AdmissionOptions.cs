namespace ChatService.Server.Platform.Admission;

/// <summary>Settings under <c>Admission__</c>: how much one node takes on before it says "another one, or later".</summary>
public sealed class AdmissionOptions
{
    /// <summary>
    /// Sockets at once, 1 to 1 000 000. The default leaves a quarter of 20 000 files, the least that a server is usually given, to requests, the store and what is being
    /// opened or closed. At an estimated 50 KB of memory each, 15 000 are 0.75 GB.
    /// </summary>
    public int MaxConnections { get; set; } = 15_000;

    /// <summary>
    /// New sockets in a second, 1 to 100 000; as many may come at once after a rest. Each is a handshake, a token and a resume; 500 a second leave a node of two cores time for those
    /// who are in already, and 15 000 are back within the 30 s that are promised after a crash.
    /// </summary>
    public int ConnectsPerSecond { get; set; } = 500;

    /// <summary>Of <see cref="MaxConnections"/>, what visitors never get: an agent comes in when the node is full of visitors. Null: a twentieth, at least one where there is room for two.</summary>
    public int? AgentReserve { get; set; }

    /// <summary>
    /// Visitors' sockets of one address, 1 to 1 000 000. Only an opened chat holds a socket, so 200 are an office or a provider's gateway with 200 chats open at this moment;
    /// 75 such addresses fill a node. Four times as many for a /48 of IPv6. A proxy that is not in <c>Proxy:Known</c> is not counted.
    /// </summary>
    public int SocketsPerAddress { get; set; } = 200;

    /// <summary>The reserve in force.</summary>
    internal int ReserveInForce => AgentReserve ?? Math.Min(Math.Max(MaxConnections / 20, 1), MaxConnections - 1);
}
