using ChatService.Contracts;

namespace ChatService.Testing;

/// <summary>What one client shows of one conversation, by the rule of PROTOCOL.md §3: the next is shown, a known one dropped, a later one means a hole.</summary>
public sealed class Transcript
{
    private readonly Lock gate = new();
    private readonly List<Shown> lines = [];
    private bool hole;

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

    /// <summary>Something was pushed that is not the next.</summary>
    public bool HasHole
    {
        get
        {
            lock (gate)
            {
                return hole;
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
            if (message.Seq == lines.Count + 1)
            {
                lines.Add(new Shown(message.Seq, message.MessageId, message.Kind));
            }
            else
            {
                hole |= message.Seq > lines.Count + 1;
            }
        }
    }

    /// <summary>A page of Resume. A position that the server does not know is a lost commit: it is shown as it came, for the checker to see.</summary>
    public void Read(IReadOnlyList<Message> page, bool resyncRequired)
    {
        lock (gate)
        {
            hole = resyncRequired;
        }

        foreach (var message in page)
        {
            Hear(message);
        }
    }
}
