namespace ChatService.Domain.Sla;

/// <summary>How long a response took.</summary>
/// <param name="Wall">By the clock on the wall.</param>
/// <param name="Business">Inside business hours only: what the target is held against.</param>
public readonly record struct ResponseTime(TimeSpan Wall, TimeSpan Business);
