using System.Text.Json;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// What the customer has written, as far as rules ask for it: the rules whose pattern one of the messages matched, in
/// the conversation's own row. A later message then needs neither a query nor another match of an earlier text.
/// </summary>
public static class SaidMemory
{
    private static readonly IReadOnlySet<Guid> Nothing = new HashSet<Guid>();

    /// <summary>The rules whose pattern was found.</summary>
    public static IReadOnlySet<Guid> Of(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.AutoReplySaid is { } json ? JsonSerializer.Deserialize<HashSet<Guid>>(json, JsonColumn.Options)! : Nothing;
    }

    /// <summary>Adds what was found in a message. The number of rules bounds it.</summary>
    public static void Remember(Conversation conversation, PatternFindings findings, AutoReplyRuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(rules);
        var known = Of(conversation);
        if (findings.SaidFor.Count == 0 || findings.SaidFor.All(known.Contains))
        {
            return;
        }

        var kept = known.Where(id => rules.Find(id) is not null).Union(findings.SaidFor).Order();
        conversation.AutoReplySaid = JsonSerializer.Serialize(kept, JsonColumn.Options);
    }
}
