namespace ChatService.Domain.AutoReplies;

/// <summary>What is said to the customer, and where it came from.</summary>
/// <param name="Text">Ready to be appended as a message.</param>
/// <param name="Language">The tag of the text that was chosen.</param>
/// <param name="TemplateId">The template.</param>
/// <param name="TemplateVersion">Its version.</param>
public sealed record RenderedText(string Text, string Language, Guid TemplateId, int TemplateVersion);
