namespace ChatService.Domain.Routing;

/// <summary>A skill an agent has, or one a conversation requires at least at this level. Names are compared without regard to case.</summary>
public readonly record struct SkillLevel(string Skill, int Level);
