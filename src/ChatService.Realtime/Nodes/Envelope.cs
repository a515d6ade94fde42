using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Nodes;

/// <summary>One thing that a node tells the others. Which fields matter depends on the kind; the layout stands in WIRE.md.</summary>
internal sealed class Envelope(EnvelopeKind kind)
{
    /// <summary>What it asks for.</summary>
    public EnvelopeKind Kind { get; set; } = kind;

    /// <summary>The hub whose connections are meant.</summary>
    public string Hub { get; set; } = string.Empty;

    /// <summary>Groups, users or connections: opaque, compared by their UTF-16 units.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Connections that do not get it.</summary>
    public IReadOnlyList<string> Excluded { get; set; } = [];

    /// <summary>The client's method, by which the receiver knows what may be dropped first.</summary>
    public string Method { get; set; } = string.Empty;

    /// <summary>The message, ready for each hub protocol.</summary>
    public IReadOnlyList<SerializedMessage> Payloads { get; set; } = [];

    /// <summary>Ties an answer to its question; 0: none is expected.</summary>
    public ulong Correlation { get; set; }

    /// <summary>The only node that this is for; empty: all.</summary>
    public string ToNode { get; set; } = string.Empty;

    /// <summary>The connection of <see cref="EnvelopeKind.Invoke"/> and <see cref="EnvelopeKind.Result"/>.</summary>
    public string Connection { get; set; } = string.Empty;

    /// <summary>SignalR's invocation id.</summary>
    public string Invocation { get; set; } = string.Empty;

    /// <summary>Of a hint.</summary>
    public string Topic { get; set; } = string.Empty;

    /// <summary>Of a hint.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Why there is no result.</summary>
    public string Error { get; set; } = string.Empty;
}
