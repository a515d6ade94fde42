namespace ChatService.Realtime;

/// <summary>
/// Hints from this node to all others. Best effort: a hint may be lost (then <see cref="Healed"/> is raised), comes at most once, and is never waited for.
/// What must not be lost is in the database; a hint only says where to look, sooner. Handlers and events are called one after the other, on a thread of the bus's own;
/// one that takes long delays the others, and what it throws is logged.
/// </summary>
public interface INodeBus
{
    /// <summary>This node, in this life: another one after a restart.</summary>
    string NodeId { get; }

    /// <summary>Whether others are heard now.</summary>
    NodeBusState State { get; }

    /// <summary>It has become another.</summary>
    event Action<NodeBusState>? StateChanged;

    /// <summary>
    /// Messages and hints of other nodes may have been missed since this time (by the clock of this node); what comes from now on is heard again. Raised after an outage,
    /// when numbers of another node were skipped, and when this node could not read as fast as others wrote; also once after the start.
    /// </summary>
    event Action<DateTimeOffset>? Healed;

    /// <summary>Another node has stopped or has not been heard for three seconds. It may come back.</summary>
    event Action<string>? NodeLost;

    /// <summary>Tells every other node. Never blocks and never throws; alone it does nothing.</summary>
    /// <param name="topic">Compared by its characters; of the server's own choice, never a client's.</param>
    /// <param name="payload">Copied before this returns. Keep it small: an id and a number.</param>
    void Publish(string topic, ReadOnlyMemory<byte> payload);

    /// <summary>Hears what other nodes publish under the topic, until it is disposed of.</summary>
    /// <param name="topic">As published.</param>
    /// <param name="handler">Gets the sender's node id and the payload.</param>
    IDisposable Subscribe(string topic, Action<string, ReadOnlyMemory<byte>> handler);
}
