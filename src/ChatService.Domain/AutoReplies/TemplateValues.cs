using System.Globalization;
using ChatService.Domain.Content;

namespace ChatService.Domain.AutoReplies;

/// <summary>What the variables of a template stand for. Null and blank values are empty, so the fallback is used.</summary>
public sealed record TemplateValues
{
    /// <summary>The names that may stand in a template.</summary>
    public static IReadOnlyList<string> Names { get; } = ["contact.name", "agent.name", "inbox.name", "queue.position", "hours.next_opening"];

    /// <summary><c>contact.name</c>: as the customer gave it. It is cleaned to one line and otherwise taken literally.</summary>
    public string? ContactName { get; init; }

    /// <summary><c>agent.name</c>: the agent who has the conversation, by the name customers see.</summary>
    public string? AgentName { get; init; }

    /// <summary><c>inbox.name</c>: as customers know it.</summary>
    public string? InboxName { get; init; }

    /// <summary><c>queue.position</c>: 1 is next. Empty when not known or below 1.</summary>
    public int? QueuePosition { get; init; }

    /// <summary><c>hours.next_opening</c>: in the offset of the inbox's time zone at that moment, as the words are made from it ("tomorrow at 09:00"). Null while open.</summary>
    public DateTimeOffset? NextOpening { get; init; }

    internal static bool IsKnown(string name) => Names.Contains(name);

    internal string? Find(string name, string language, DateTimeOffset now) => name switch
    {
        "contact.name" => ContentText.CleanName(ContactName),
        "agent.name" => ContentText.CleanName(AgentName),
        "inbox.name" => ContentText.CleanName(InboxName),
        "queue.position" => QueuePosition is >= 1 ? QueuePosition.Value.ToString(CultureInfo.InvariantCulture) : null,
        "hours.next_opening" => NextOpening is { } opening ? OpeningText.For(opening, now, language) : null,
        _ => null,
    };
}
