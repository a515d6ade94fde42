namespace ChatService.ClusterTests.Chaos;

/// <summary>One deed of a long run: from its beginning until everybody was served again, in <see cref="System.Diagnostics.Stopwatch"/> ticks, with what was refused as retryable meanwhile.</summary>
internal sealed record Episode(string Code, string Name, long From, long MendedAt, long Until, int Refused);
