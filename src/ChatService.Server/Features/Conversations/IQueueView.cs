using ChatService.Contracts;

namespace ChatService.Server.Features.Conversations;

/// <summary>The place of a waiting conversation; the Routing room knows it.</summary>
public interface IQueueView
{
    /// <summary>Null when it does not wait, or nobody works the queue in which it waits.</summary>
    Task<Queue?> PlaceAsync(Guid conversationId, CancellationToken cancellationToken);

    /// <summary>The places of those that wait, read at once.</summary>
    Task<IReadOnlyDictionary<Guid, Queue>> PlacesAsync(IReadOnlyCollection<Guid> conversationIds, CancellationToken cancellationToken);
}
