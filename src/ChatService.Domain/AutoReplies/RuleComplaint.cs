namespace ChatService.Domain.AutoReplies;

/// <summary>One thing that is wrong with a rule, a template or a canned reply. All complaints are collected, so that a form can show them at once.</summary>
/// <param name="Field">Path in camelCase as a client wrote it, for example <c>keywords.pattern</c> or <c>actions[0].template.texts.en</c>.</param>
/// <param name="Code">The machine-readable reason.</param>
/// <param name="Text">What is wrong and what would be right, in English, for an administrator.</param>
public sealed record RuleComplaint(string Field, RuleComplaintCode Code, string Text);
