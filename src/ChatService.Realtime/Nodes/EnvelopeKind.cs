namespace ChatService.Realtime.Nodes;

/// <summary>What an envelope asks for. The numbers stand on the wire (WIRE.md) and never change their meaning.</summary>
internal enum EnvelopeKind
{
    /// <summary>Of a later version; such an envelope is left alone.</summary>
    Unknown = 0,

    /// <summary>To every connection of the hub.</summary>
    All = 1,

    /// <summary>To the members of the named groups.</summary>
    Groups = 2,

    /// <summary>To the connections of the named users.</summary>
    Users = 3,

    /// <summary>To the named connections.</summary>
    Connections = 4,

    /// <summary>Whoever has the connection puts it into the group and says <see cref="Done"/>.</summary>
    Join = 5,

    /// <summary>The opposite.</summary>
    Leave = 6,

    /// <summary>The answer to <see cref="Join"/>, <see cref="Leave"/> and <see cref="Invoke"/>: it was mine, and it is done.</summary>
    Done = 7,

    /// <summary>Whoever has the connection calls its client and sends the <see cref="Result"/>.</summary>
    Invoke = 8,

    /// <summary>What the client answered.</summary>
    Result = 9,

    /// <summary>From server to server, see <see cref="INodeBus"/>.</summary>
    Hint = 10,

    /// <summary>The node stops; nothing more comes from it.</summary>
    Goodbye = 11,
}
