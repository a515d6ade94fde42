using System.Globalization;
using System.Text.Unicode;

namespace ChatService.LoadTests.Scenarios.Talk;

/// <summary>A message under way.</summary>
internal readonly record struct Call(Talker Talker, long Due, Guid ClientMessageId);

/// <summary>One side of a conversation.</summary>
internal sealed class Talker(Line line, Guid conversationId, Guid agentId)
{
    private const int LongestText = 256;

    public Guid ConversationId => conversationId;

    /// <summary>Who writes; empty for the customer, whose id only the store knows.</summary>
    public Guid AgentId => agentId;

    /// <summary>What it writes at that time.</summary>
    public static string TextOf(char side, long due) => string.Create(CultureInfo.InvariantCulture, $"{side}={due};Thank you, I have found it: the shelf is 80 cm wide. Could you tell me when it would arrive?");

    public string TextAt(long due) => TextOf(line.Side, due);

    public void Write(long due)
    {
        Span<byte> text = stackalloc byte[LongestText];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{line.Side}={due};Thank you, I have found it: the shelf is 80 cm wide. Could you tell me when it would arrive?", out var length);
        line.Send(new Call(this, due, Guid.NewGuid()), text[..length]);
    }
}
