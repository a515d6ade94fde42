using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>Message text at the door.</summary>
public static class CheckedText
{
    /// <summary>Lines of one conversation to which a visitor can add: months of a busy chat. An agent can close it, and the next message begins a new one.</summary>
    public const int MaxLines = 20_000;

    /// <summary>The refusal when a visitor adds a line too many.</summary>
    public static Refusal? Full(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.LastSeq < MaxLines ? null : new Refusal(ErrorCode.TooLarge, $"A conversation has at most {MaxLines} lines.");
    }

    /// <summary>The clean text, or message_empty, message_too_long, invalid_unicode.</summary>
    public static Outcome<string> Of(string? text)
    {
        var (clean, refusal) = MessageText.Check(text);
        return refusal switch
        {
            null => clean!,
            ContentRefusal.Empty => new Refusal(ErrorCode.MessageEmpty, "The message is empty."),
            ContentRefusal.TooLong => new Refusal(ErrorCode.MessageTooLong, $"A message has at most {MessageText.MaxChars} characters."),
            _ => new Refusal(ErrorCode.InvalidUnicode, "The text is not valid Unicode."),
        };
    }
}
