using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Search;

/// <summary>A message that has all the terms.</summary>
public sealed record FoundLine(Guid ConversationId, long Seq, string Text)
{
    /// <summary>A note is for colleagues only.</summary>
    public bool IsNote { get; init; }

    /// <summary>Newer lines have a greater one; where the next page begins.</summary>
    public long Place { get; init; }
}

/// <summary>What a search has found, the newest first. <c>Further</c>: it stopped before it had enough, to go on before this place; null: there is no more.</summary>
public sealed record FoundLines(IReadOnlyList<FoundLine> Lines, long? Further = null);

/// <summary>Full-text search in messages and notes, one class per engine.</summary>
public interface IMessageSearch
{
    /// <summary>Makes what the engine needs, once; does nothing when it is there. Runs after the schema and before the first message.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>How many messages are indexed at once. Fewer: there are no more for now.</summary>
    int Batch { get; }

    /// <summary>Indexes the next few messages and answers how many; 0 when none are left.</summary>
    Task<int> IndexNextAsync(CancellationToken cancellationToken);

    /// <summary>The newest messages with all the terms in conversations that the agent may see, whether they are indexed already or not.</summary>
    Task<FoundLines> FindAsync(
        ChatDb db, Agent agent, SearchTerms terms, int limit, CancellationToken cancellationToken, SearchFilter? filter = null);
}
