using ChatService.Domain.Content;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Conversations;

/// <summary>Replaces the tags of a conversation.</summary>
public sealed class SetTags(ConversationLanes lanes)
{
    /// <summary>On one conversation.</summary>
    public const int MaxTags = 20;

    /// <summary>UTF-16 units of one tag.</summary>
    public const int MaxLength = 40;

    /// <summary>The refusal of a name that decoders treat specially.</summary>
    public static readonly Refusal Reserved = Refusal.Invalid("The names __proto__, constructor and prototype are reserved.");

    /// <summary>The tags as they were stored: cleaned, without repetitions.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> HandleAsync(AgentCaller agent, Guid conversationId, IReadOnlyList<string?>? tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (tags is null || tags.Count > MaxTags)
        {
            return Refusal.Invalid($"tags is a list of at most {MaxTags}.");
        }

        var clean = tags.Select(tag => ContentText.CleanName(tag, MaxLength + 1)).ToList();
        if (clean.Any(tag => tag is null || tag.Length > MaxLength))
        {
            return Refusal.Invalid($"A tag is one line of 1 to {MaxLength} characters.");
        }

        if (clean.Any(tag => ReservedNames.Contains(tag!)))
        {
            return Reserved;
        }

        return await lanes.ForAgentAsync<IReadOnlyList<string>>(
            agent,
            conversationId,
            unit =>
            {
                unit.ChangeTags([.. clean.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], agent.Actor);
                return unit.Conversation.Tags;
            },
            cancellationToken);
    }
}

/// <summary>Puts one tag on a conversation or takes one off: two agents who do so at once keep both changes.</summary>
public sealed class ChangeTag(ConversationLanes lanes)
{
    /// <summary>What is there already is done already. invalid_argument when there are enough.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> AddAsync(AgentCaller agent, Guid conversationId, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (ContentText.CleanName(tag, SetTags.MaxLength + 1) is not { Length: <= SetTags.MaxLength } clean)
        {
            return Refusal.Invalid($"A tag is one line of 1 to {SetTags.MaxLength} characters.");
        }

        if (ReservedNames.Contains(clean))
        {
            return SetTags.Reserved;
        }

        return await lanes.ForAgentAsync<IReadOnlyList<string>>(
            agent,
            conversationId,
            unit =>
            {
                unit.AddTag(clean, agent.Actor);
                return unit.Conversation.Tags.Contains(clean, StringComparer.OrdinalIgnoreCase)
                    ? unit.Conversation.Tags
                    : Refusal.Invalid($"A conversation has at most {SetTags.MaxTags} tags.");
            },
            cancellationToken);
    }

    /// <summary>What is not there is gone already.</summary>
    public Task<Outcome<IReadOnlyList<string>>> RemoveAsync(AgentCaller agent, Guid conversationId, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return lanes.ForAgentAsync<IReadOnlyList<string>>(
            agent,
            conversationId,
            unit =>
            {
                unit.ReplaceTag(tag ?? string.Empty, null, agent.Actor);
                return unit.Conversation.Tags;
            },
            cancellationToken);
    }
}

/// <summary>The one place where tags change.</summary>
public static class TagMoves
{
    /// <summary>Sets them and says so; nothing happens when they are the same.</summary>
    public static void ChangeTags(this ConversationUnit unit, List<string> tags, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(tags);
        if (unit.Conversation.Tags.SequenceEqual(tags, StringComparer.Ordinal))
        {
            return;
        }

        unit.Conversation.Tags = tags;
        unit.Raise(new TagsChanged(actor, tags));
    }

    /// <summary>In its place another one, or none. Another one that is there already stays where it is.</summary>
    public static void ReplaceTag(this ConversationUnit unit, string from, string? to, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var tags = unit.Conversation.Tags.ConvertAll(tag => string.Equals(tag, from, StringComparison.OrdinalIgnoreCase) ? to : tag);
        unit.ChangeTags([.. tags.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], actor);
    }

    /// <summary>Puts one more on it, unless it is there or there are enough.</summary>
    public static void AddTag(this ConversationUnit unit, string tag, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var tags = unit.Conversation.Tags;
        if (tags.Count < SetTags.MaxTags && !tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        {
            unit.ChangeTags([.. tags, tag], actor);
        }
    }
}
