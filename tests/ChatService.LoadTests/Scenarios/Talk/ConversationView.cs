using System.Text;
using System.Text.Json;
using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Scenarios.Talk;

/// <summary>
/// What one client shows of one conversation, by the rule of the protocol: the next message is shown, a known one dropped, a later one kept until its turn comes; if that takes too long
/// the client asks for what is missing. So a message counts as delivered when a person would see it, in its place and once.
/// </summary>
/// <param name="session">To ask with.</param>
/// <param name="conversationId">Which one.</param>
/// <param name="shown">Called for each message that is shown, with the beginning of its text.</param>
public sealed class ConversationView(HubSession session, Guid conversationId, Action<ReadOnlySpan<byte>> shown)
{
    // As the widget and the console do.
    private static readonly TimeSpan Overtaken = TimeSpan.FromMilliseconds(100);
    private const int KeptAtMost = 50;

    private readonly Lock gate = new();
    private readonly List<Shown> lines = [];
    private readonly Dictionary<long, (Guid Id, byte[] Text)> later = [];
    private long farthest;
    private bool isAsking;

    public Guid ConversationId => conversationId;

    /// <summary>All that was shown, in order.</summary>
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

    /// <summary>How often a push was not the next one, did not come to be in time, and the client had to ask.</summary>
    public long Holes { get; private set; }

    /// <summary>Messages that came with an answer and not with a push.</summary>
    public long Healed { get; private set; }

    /// <summary>A push.</summary>
    public void Hear(in Heard message)
    {
        lock (gate)
        {
            farthest = Math.Max(farthest, message.Seq);
            if (message.Seq == lines.Count + 1)
            {
                Show(message.MessageId, message.Text);
                return;
            }

            if (message.Seq > lines.Count && later.Count < KeptAtMost)
            {
                later[message.Seq] = (message.MessageId, message.Text.ToArray());
            }

            if (message.Seq <= lines.Count || isAsking)
            {
                return;
            }

            isAsking = true;
        }

        _ = AskAsync();
    }

    // And those that waited for it. Under the lock.
    private void Show(Guid id, ReadOnlySpan<byte> text)
    {
        lines.Add(new Shown(lines.Count + 1, id, "message"));
        shown(text);
        while (later.Remove(lines.Count + 1, out var next))
        {
            lines.Add(new Shown(lines.Count + 1, next.Id, "message"));
            shown(next.Text);
        }
    }

    /// <summary>Asks for whatever is not shown yet; how many messages that was.</summary>
    public async Task<int> CatchUpAsync()
    {
        var before = Count();
        while (true)
        {
            var answer = await session.CallAsync("Resume", new { conversationId, afterSeq = Count() });
            lock (gate)
            {
                foreach (var message in answer.GetProperty("messages").EnumerateArray())
                {
                    Take(message);
                }

                if (lines.Count >= answer.GetProperty("lastSeq").GetInt64() || answer.GetProperty("messages").GetArrayLength() == 0)
                {
                    return lines.Count - before;
                }
            }
        }
    }

    private async Task AskAsync()
    {
        try
        {
            await Task.Delay(Overtaken);
            if (ClosedByItself())
            {
                return;
            }

            bool again;
            do
            {
                var came = await CatchUpAsync();
                lock (gate)
                {
                    Healed += came;
                    isAsking = again = lines.Count < farthest;
                }
            }
            while (again);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or TimeoutException)
        {
            // The connection has ended or the server refused: the last catch-up, or the check, tells what is missing.
            lock (gate)
            {
                isAsking = false;
            }
        }
    }

    private bool ClosedByItself()
    {
        lock (gate)
        {
            isAsking = lines.Count < farthest;
            Holes += isAsking ? 1 : 0;
            return !isAsking;
        }
    }

    private int Count()
    {
        lock (gate)
        {
            return lines.Count;
        }
    }

    private void Take(JsonElement message)
    {
        var seq = message.GetProperty("seq").GetInt64();
        if (seq == lines.Count + 1)
        {
            Show(message.GetProperty("messageId").GetGuid(), Encoding.UTF8.GetBytes(message.GetProperty("text").GetString() ?? string.Empty));
        }
    }
}
