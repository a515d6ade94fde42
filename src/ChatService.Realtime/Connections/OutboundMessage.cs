using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Connections;

/// <summary>A message on its way to clients of this node, serialised once for each protocol that one of them speaks.</summary>
/// <param name="Message">As SignalR wants it.</param>
/// <param name="Low">May be dropped first.</param>
/// <param name="Protocols">Those that it was written in by the node that it came from; null: it is ours and can be written in any.</param>
internal sealed record OutboundMessage(SerializedHubMessage Message, bool Low, IReadOnlyList<string>? Protocols = null)
{
    /// <summary>A node of another version may not have written it in this one.</summary>
    public bool Speaks(IHubProtocol protocol) => Protocols is null || Protocols.Contains(protocol.Name);

    /// <summary>Its bytes in this protocol. Throws what the protocol throws on an argument that it cannot write.</summary>
    public int Size(IHubProtocol protocol) => Message.GetSerializedMessage(protocol).Length;
}
