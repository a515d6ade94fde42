namespace ChatService.Server.Features.Conversations;

/// <summary>
/// Reads a customer's text before its transaction begins: what may take long must not hold the transaction, which
/// every other customer's message waits for. What it answers comes back
/// with the message as <see cref="MessageAppended.Reading"/>.
/// </summary>
public interface ICustomerTextReader
{
    /// <summary>Answers within its own hard limit. Null: nothing to say.</summary>
    ValueTask<object?> ReadAsync(Guid inboxId, string text, CancellationToken cancellationToken);
}

/// <summary>Reads nothing.</summary>
public sealed class NoTextReader : ICustomerTextReader
{
    public ValueTask<object?> ReadAsync(Guid inboxId, string text, CancellationToken cancellationToken) => ValueTask.FromResult<object?>(null);
}
