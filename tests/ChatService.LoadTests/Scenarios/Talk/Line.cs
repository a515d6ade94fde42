using System.Buffers.Text;
using System.Collections.Concurrent;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Scenarios.Talk;

/// <summary>A connection and what is under way on it; an agent's carries many conversations.</summary>
internal sealed class Line
{
    private readonly ConcurrentDictionary<int, Call> under = new();
    private readonly Dictionary<Guid, ConversationView> views = [];
    private readonly Traffic traffic;
    private readonly byte other;

    public Line(Traffic traffic, HubSession session, char side)
    {
        (this.traffic, Session, Side) = (traffic, session, side);
        // One's own words come back as well.
        other = (byte)(side == Traffic.CustomerSide ? Traffic.AgentSide : Traffic.CustomerSide);
        session.Answered = Answered;
        session.Pushed = Pushed;
    }

    public HubSession Session { get; }

    public char Side { get; }

    /// <summary>Empty where messages cannot be asked for again.</summary>
    public IEnumerable<ConversationView> Views => views.Values;

    /// <summary>Calls without an answer.</summary>
    public IEnumerable<Call> Under => under.Values;

    /// <summary>Before the traffic begins.</summary>
    public void Watch(Guid conversationId) => views[conversationId] = new ConversationView(Session, conversationId, Shown);

    public void Send(in Call call, ReadOnlySpan<byte> text)
    {
        var id = Session.NextId();
        under[id] = call;
        Session.Send(id, call.Talker.ConversationId, call.ClientMessageId, text);
    }

    private void Answered(in Heard answer)
    {
        if (under.TryRemove(answer.Id, out var call))
        {
            traffic.Answered(call, answer.IsGood, answer.Seq);
        }
    }

    private void Pushed(in Heard message)
    {
        if (views.Count == 0)
        {
            Shown(message.Text);
        }
        else if (views.TryGetValue(message.ConversationId, out var view))
        {
            view.Hear(message);
        }
    }

    // "c=" or "a=", and when it was due.
    private void Shown(ReadOnlySpan<byte> text)
    {
        if (text.Length > 2 && text[0] == other && text[1] == '=' && Utf8Parser.TryParse(text[2..], out long due, out _))
        {
            traffic.Delivered(due);
        }
    }
}
