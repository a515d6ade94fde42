namespace ChatService.Domain.Sla;

/// <summary>One reason why a policy was refused.</summary>
/// <param name="Code">The machine-readable reason.</param>
/// <param name="Where">The offending place, such as <c>steps[1].after</c>.</param>
/// <param name="Text">One sentence in English for an admin.</param>
public sealed record SlaComplaint(SlaComplaintCode Code, string Where, string Text);
