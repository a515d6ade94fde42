using System.Net;
using System.Net.Sockets;

namespace ChatService.LoadTests.Stages;

/// <summary>Where to serve.</summary>
public static class Ports
{
    /// <summary>One that nobody uses at the moment.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
