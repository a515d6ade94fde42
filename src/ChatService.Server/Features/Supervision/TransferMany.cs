using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Features.Supervision;

/// <summary>
/// Hands over several conversations at once, to one agent or one team, with one note. Each is a transfer of its own: it can be refused without the others.
/// </summary>
public sealed class TransferMany(TransferConversation transfer)
{
    /// <summary>As many as a page of a list.</summary>
    public const int Most = 100;

    /// <summary>A result per conversation, in the order asked for.</summary>
    public async Task<Outcome<TransferManyAnswer>> HandleAsync(AgentCaller supervisor, TransferManyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(supervisor);
        ArgumentNullException.ThrowIfNull(request);
        var ids = (request.ConversationIds ?? []).Distinct().ToList();
        if (ids.Count is < 1 or > Most)
        {
            return Refusal.Invalid($"conversationIds names 1 to {Most} conversations.");
        }

        if (request.AgentId is null == request.TeamId is null)
        {
            return Refusal.Invalid("Name an agent or a team, one of the two.");
        }

        var results = new List<TransferResult>();
        foreach (var id in ids)
        {
            var one = new TransferRequest(id, request.AgentId, request.TeamId, request.Note, RequestId(request.ClientRequestId, id));
            var outcome = await transfer.HandleAsync(supervisor, one, cancellationToken);
            results.Add(outcome.IsOk
                ? new TransferResult(id, outcome.OrThrow().State, null, null)
                : new TransferResult(id, null, outcome.Refusal.Code.Name(), outcome.Refusal.Text));
        }

        return new TransferManyAnswer(results);
    }

    // The same request sent again is the same transfers: each gets an id that follows from both.
    private static Guid? RequestId(Guid? request, Guid conversation)
    {
        if (request is not { } id)
        {
            return null;
        }

        Span<byte> both = stackalloc byte[32];
        id.TryWriteBytes(both);
        conversation.TryWriteBytes(both[16..]);
        return new Guid(SHA256.HashData(both).AsSpan(0, 16));
    }
}
