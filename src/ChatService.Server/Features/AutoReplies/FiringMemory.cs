using System.Text.Json;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// What a conversation remembers of its firings, in its own row: a message then needs no query to be judged. The table rule_firing has all of them; this is what the walls against
/// loops look at: the last firing of each rule, what spoke within the window, and what spoke since the last human word.
/// </summary>
public static class FiringMemory
{
    /// <summary>What is remembered, oldest first.</summary>
    public static IReadOnlyList<PastFiring> Of(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.AutoReplyMemory is { } json ? JsonSerializer.Deserialize<List<PastFiring>>(json, JsonColumn.Options)! : [];
    }

    /// <summary>Adds one and forgets what no limit needs any more; the limits themselves keep it small.</summary>
    public static void Remember(Conversation conversation, PastFiring firing)
    {
        var all = Of(conversation).Append(firing).ToList();
        var windowStart = firing.At - AutoReplyLimits.Default.Window;
        var kept = all.Where((past, i) =>
            (past.Messages > 0 && (past.At > windowStart || IsSinceHuman(conversation, past)))
            || !all.Skip(i + 1).Any(later => later.RuleId == past.RuleId));
        conversation.AutoReplyMemory = JsonSerializer.Serialize(kept, JsonColumn.Options);
    }

    /// <summary>Machine messages since a human wrote. A firing in the millisecond of a human word counts: it was set off by it.</summary>
    public static int SinceHuman(Conversation conversation, IReadOnlyList<PastFiring> past) =>
        past.Where(firing => IsSinceHuman(conversation, firing)).Sum(firing => firing.Messages);

    private static bool IsSinceHuman(Conversation conversation, PastFiring firing) =>
        conversation.LastHumanMessageAt is not { } human || firing.At >= human;
}
