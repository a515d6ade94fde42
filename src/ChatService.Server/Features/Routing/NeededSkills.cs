using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Routing;

/// <summary>What an agent must be able to do for a conversation: what its inbox asks of all, and what this one needs; of one skill the higher level counts.</summary>
internal static class NeededSkills
{
    public static IReadOnlyList<SkillLevel> Of(Dictionary<string, int>? inbox, Dictionary<string, int>? own) =>
        inbox is null or { Count: 0 } && own is null or { Count: 0 }
            ? []
            : [.. (inbox ?? []).Concat(own ?? []).GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase)
                .Select(s => new SkillLevel(s.First().Key, s.Max(level => level.Value)))];
}
