using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>Replaces the skills that a conversation needs. They decide who is asked while it waits; whoever has it keeps it.</summary>
public sealed class SetSkills(ConversationLanes lanes)
{
    /// <summary>On one conversation.</summary>
    public const int MaxSkills = 20;

    /// <summary>The skills as they were stored. With what the caller had read, only what differs from it is changed, and conflict when somebody else has changed the same skill.</summary>
    public async Task<Outcome<IReadOnlyDictionary<string, int>>> HandleAsync(
        AgentCaller agent, Guid conversationId, IReadOnlyDictionary<string, int>? skills, IReadOnlyDictionary<string, int>? was, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var complaints = new Complaints();
        complaints.Require(skills is not null, "skills", FieldCode.Required, "The skills are missing; an empty list needs none.");
        SkillRules.Check(skills, MaxSkills, "skills", complaints);
        SkillRules.Check(was, MaxSkills, "was", complaints);
        if (complaints.ToRefusal() is { } bad)
        {
            return bad;
        }

        var clean = SkillRules.Clean(skills!);
        return await lanes.ForAgentAsync<IReadOnlyDictionary<string, int>>(
            agent,
            conversationId,
            unit =>
            {
                var clashes = false;
                var merged = was is null ? clean : ConflictingWrites.Merge(clean, SkillRules.Clean(was), unit.Conversation.Skills ?? [], out clashes);
                if (clashes || merged.Count > MaxSkills)
                {
                    return ConflictingWrites.Conflict;
                }

                unit.ChangeSkills(merged, agent.Actor);
                return unit.Conversation.Skills ?? [];
            },
            cancellationToken);
    }
}

/// <summary>The one place where needed skills change.</summary>
public static class SkillMoves
{
    /// <summary>Sets them and says so; nothing happens when they are the same.</summary>
    public static void ChangeSkills(this ConversationUnit unit, Dictionary<string, int> skills, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(skills);
        var before = unit.Conversation.Skills ?? [];
        if (before.Count == skills.Count && skills.All(s => before.TryGetValue(s.Key, out var level) && level == s.Value))
        {
            return;
        }

        unit.Conversation.Skills = skills.Count == 0 ? null : skills;
        unit.Raise(new SkillsChanged(actor, skills));
    }

    /// <summary>Asks for one more, or for a higher level of it.</summary>
    public static void RequireSkill(this ConversationUnit unit, string skill, int level, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var skills = new Dictionary<string, int>(unit.Conversation.Skills ?? [], StringComparer.OrdinalIgnoreCase);
        if (skills.Count < SetSkills.MaxSkills || skills.ContainsKey(skill))
        {
            skills[skill] = Math.Max(level, skills.GetValueOrDefault(skill));
            unit.ChangeSkills(new Dictionary<string, int>(skills), actor);
        }
    }
}
