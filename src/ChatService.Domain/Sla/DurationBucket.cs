namespace ChatService.Domain.Sla;

/// <summary>One bar of a distribution.</summary>
/// <param name="Label">Such as <c>6-10</c>, in seconds; the last one is <c>longer</c>.</param>
/// <param name="UpToSeconds">The longest duration in it, included; null for the last one.</param>
/// <param name="Count">How many durations lie in it.</param>
public sealed record DurationBucket(string Label, int? UpToSeconds, int Count);
