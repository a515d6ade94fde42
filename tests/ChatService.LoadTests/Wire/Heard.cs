namespace ChatService.LoadTests.Wire;

/// <summary>One record as it came, with the few fields that are measured. Its spans are gone after the call.</summary>
public readonly ref struct Heard
{
    public HeardKind Kind { get; init; }

    /// <summary>Of an answer: the number of the call.</summary>
    public int Id { get; init; }

    /// <summary>Of an answer: not a refusal.</summary>
    public bool IsGood { get; init; }

    /// <summary>Of a message, and of the ack of one; -1 where there is none.</summary>
    public long Seq { get; init; }

    public Guid ConversationId { get; init; }

    public Guid MessageId { get; init; }

    /// <summary>Of a message; may be cut off behind what the load tool wrote at its beginning.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Record { get; init; }
}
