namespace ChatService.Realtime.Nodes;

/// <summary>What is published at once: the envelopes that waited, numbered in a row.</summary>
/// <param name="Sender">The node.</param>
/// <param name="Epoch">Its life: another one begins its numbers at 1 again.</param>
/// <param name="First">The number of the first envelope; without envelopes, the number that the next one will have.</param>
/// <param name="Beacon">Counts up in frames that are a sign of life; 0 in others.</param>
/// <param name="Envelopes">As bytes; each is read only when it is new.</param>
internal sealed record Frame(string Sender, ulong Epoch, ulong First, ulong Beacon, IReadOnlyList<ReadOnlyMemory<byte>> Envelopes);
