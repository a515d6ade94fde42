namespace ChatService.ClusterTests.People;

/// <summary>One message on its way, kept by its sender until it knows the outcome, as an outbox does.</summary>
internal sealed class Outgoing(string method, Guid clientMessageId, string text, long dueAt)
{
    /// <summary>The call on the wire.</summary>
    public string Method => method;

    public Guid ClientMessageId => clientMessageId;

    public string Text => text;

    /// <summary>When it was meant to be sent (<see cref="System.Diagnostics.Stopwatch"/> ticks): waits are counted from here, not from a send that was late.</summary>
    public long DueAt => dueAt;

    /// <summary>Null for a start without an answer.</summary>
    public Guid? ConversationId { get; set; }

    public SendOutcome Outcome { get; set; }

    public long Seq { get; set; }
}
