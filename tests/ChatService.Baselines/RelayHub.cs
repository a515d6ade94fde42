using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace ChatService.Baselines;

/// <summary>The shapes are those of the product's wire, so that both carry the same bytes.</summary>
public sealed record SendMessageRequest(Guid ConversationId, Guid ClientMessageId, string Text);

public sealed record SendMessageAck(long Seq, DateTimeOffset CreatedAt, bool Duplicate);

public sealed record Sender(string Kind, Guid? Id, string? Name);

public sealed record Message(
    Guid ConversationId, long Seq, Guid MessageId, Guid ClientMessageId, Sender Sender, string Kind, string Text, IReadOnlyList<object> Attachments, DateTimeOffset CreatedAt);

/// <summary>Where a message goes before it is relayed.</summary>
public interface IKeep
{
    /// <summary>Completes when it is kept.</summary>
    Task KeepAsync(Message message);
}

/// <summary>Baseline (a): nothing is stored.</summary>
public sealed class KeepNothing : IKeep
{
    public Task KeepAsync(Message message) => Task.CompletedTask;
}

/// <summary>Baseline (b): one INSERT awaited for each message, through a pooled and prepared connection.</summary>
public sealed class KeepByInsert(NpgsqlDataSource source) : IKeep
{
    public async Task KeepAsync(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        await using var connection = await source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO message (id, conversation_id, seq, client_message_id, text, created_at) VALUES ($1, $2, $3, $4, $5, $6)", connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.MessageId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.ConversationId });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = message.Seq });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.ClientMessageId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.Text });
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = message.CreatedAt });
        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
    }
}

/// <summary>A bare hub: whoever is in the group hears the message.</summary>
public sealed class RelayHub(IKeep keep, Numbers numbers, TimeProvider time) : Hub
{
    public Task Join(Guid conversationId) => Groups.AddToGroupAsync(Context.ConnectionId, conversationId.ToString());

    public async Task<SendMessageAck> SendMessage(SendMessageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow();
        var seq = numbers.Next(request.ConversationId);
        var message = new Message(request.ConversationId, seq, Guid.CreateVersion7(), request.ClientMessageId, new Sender("visitor", null, null), "text", request.Text, [], now);
        await keep.KeepAsync(message);
        await Clients.Group(request.ConversationId.ToString()).SendAsync("MessageAppended", message);
        return new SendMessageAck(seq, now, false);
    }
}

/// <summary>A number for each message of a conversation.</summary>
public sealed class Numbers
{
    private readonly ConcurrentDictionary<Guid, StrongBox> last = new();

    public long Next(Guid conversationId) => Interlocked.Increment(ref last.GetOrAdd(conversationId, _ => new StrongBox()).Value);

    private sealed class StrongBox
    {
        public long Value;
    }
}
