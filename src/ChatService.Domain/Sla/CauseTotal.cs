namespace ChatService.Domain.Sla;

/// <summary>How long a customer waited for one cause in all.</summary>
public readonly record struct CauseTotal(MissCause Cause, TimeSpan Duration);
