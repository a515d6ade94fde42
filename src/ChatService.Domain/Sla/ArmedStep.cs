namespace ChatService.Domain.Sla;

/// <summary>A step with its time.</summary>
/// <param name="Index">Its place in the steps of the policy.</param>
/// <param name="Action">What is done.</param>
/// <param name="Offset">Business time from the start of the timer, without pauses.</param>
/// <param name="At">When it is done.</param>
public readonly record struct ArmedStep(int Index, SlaAction Action, TimeSpan Offset, DateTimeOffset At);
