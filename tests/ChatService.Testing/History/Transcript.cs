using ChatService.Contracts;

namespace ChatService.Testing;

/// <summary>What one client shows of one conversation, by the rule of PROTOCOL.md §3: the next is shown, a known one dropped, a later one kept until its turn comes.</summary>
public sealed class Transcript
{
    private readonly Lock gate = new();
    private readonly List<Shown> lines = [];
    private readonly Dictionary<long, Message> later = [];
    private long farthest;
    private bool isAhead;

    /// <summary>The position to resume from.</summary>
    public long Last
    {
        get
        {
            lock (gate)
            {
                return lines.Count == 0 ? 0 : lines[^1].Seq;
            }
        }
    }

    /// <summary>Something was pushed whose turn has not come.</summary>
    public bool HasHole
    {
        get
        {
            lock (gate)
            {
                return isAhead || lines.Count < farthest;
            }
        }
    }

    /// <summary>All that was shown.</summary>
    public IReadOnlyList<Shown> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>A push.</summary>
    public void Hear(Message message)
    {
        lock (gate)
        {
            farthest = Math.Max(farthest, message.Seq);
            if (message.Seq > lines.Count)
            {
                later[message.Seq] = message;
            }

            while (later.Remove(lines.Count + 1, out var next))
            {
                lines.Add(new Shown(next.Seq, next.MessageId, next.Kind));
            }
        }
    }

    /// <summary>A page of Resume. A position that the server does not know is a lost commit: it is shown as it came, for the checker to see.</summary>
    public void Read(IReadOnlyList<Message> page, bool resyncRequired)
    {
        lock (gate)
        {
            isAhead = resyncRequired;
        }

        foreach (var message in page)
        {
            Hear(message);
        }
    }
}
