using System.Security.Cryptography;

namespace ChatService.Realtime;

/// <summary>How connections and nodes are handled. The defaults are meant to be right; numbers carry their reason.</summary>
public sealed class RealtimeOptions
{
    /// <summary>As <c>ConnectionStrings__Redis</c>; null or empty: this node is alone.</summary>
    public string? Redis { get; set; }

    /// <summary>The channel that all nodes of one installation share. Two installations on one Redis need two.</summary>
    public string Channel { get; set; } = "chatservice:nodes";

    /// <summary>Names this node, in this life, to the others. Must differ from theirs.</summary>
    public string NodeId { get; set; } = $"{Environment.MachineName}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}";

    /// <summary>
    /// Messages that may wait for one connection: two thousand customers who write at once are four events each for a console that shows them all, and it must not be cut
    /// for that. A client that is further behind resumes faster than it catches up.
    /// </summary>
    public int QueueMessages { get; set; } = 8_192;

    /// <summary>Bytes that may wait for one connection.</summary>
    public int QueueBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>A client that takes nothing for this long is cut, and it is said why. The transport's own limit must be longer.</summary>
    public TimeSpan StuckWrite { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Sockets live in real time, also where the server's own clock is another: a database's, or one that a test moves by a day.</summary>
    public TimeProvider SocketClock { get; set; } = TimeProvider.System;

    /// <summary>Client methods that say how things are now: dropped first when a queue is half full, for the next one says it again.</summary>
    public ISet<string> LowPriority { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How long a send to one connection waits for its socket, so that a closing word goes out before the connection is closed.</summary>
    public TimeSpan DirectSend { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a group change or a call for a connection of another node waits for that node to say that it has it.</summary>
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Envelopes that may wait for Redis: some seconds of the highest measured load.</summary>
    public int OutboxMessages { get; set; } = 32_768;

    /// <summary>Bytes that may wait for Redis.</summary>
    public long OutboxBytes { get; set; } = 32 * 1024 * 1024;
}
