using ChatService.Contracts;

namespace ChatService.Server.Features.Conversations;

/// <summary>The place of a waiting conversation; the Routing room knows it.</summary>
public interface IQueueView
{
    /// <summary>Null when it does not wait.</summary>
    Task<Queue?> PlaceAsync(Guid conversationId, CancellationToken cancellationToken);
}
