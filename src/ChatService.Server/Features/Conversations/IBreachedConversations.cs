using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>Which conversations missed a target; the Sla room knows it.</summary>
public interface IBreachedConversations
{
    /// <summary>Their ids, as a part of a query; one that missed several stands there several times.</summary>
    IQueryable<Guid> Since(ChatDb db, DateTimeOffset since);
}
