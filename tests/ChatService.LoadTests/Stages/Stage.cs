using ChatService.LoadTests.Wire;
using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>A customer and an agent who talk in a conversation of their own. <c>AgentId</c> is empty where nobody has an identity.</summary>
public sealed record Pair(HubSession Customer, HubSession Agent, Guid ConversationId, Guid AgentId);

/// <summary>What is measured: processes that serve, and pairs that are connected to them and may talk.</summary>
public interface IStage : IAsyncDisposable
{
    /// <summary>In the table.</summary>
    string Name { get; }

    /// <summary>Whose processor time counts.</summary>
    IReadOnlyList<(string Name, int ProcessId)> Processes { get; }

    /// <summary>Messages are numbered and can be asked for again.</summary>
    bool KeepsHistory { get; }

    /// <summary>Connects so many pairs. With several nodes the two of a pair are on different ones.</summary>
    Task<IReadOnlyList<Pair>> OpenAsync(int pairs, WireForm form, Progress progress);

    /// <summary>Places of visitors who say nothing. <paramref name="withConversation"/>: each has a conversation, and resumes it when it connects.</summary>
    Task<IReadOnlyList<Seat>> SeatsAsync(int count, bool withConversation, Progress progress);

    /// <summary>What is stored, after the servers were killed; null where nothing can be compared.</summary>
    Task<StoredHistory?> StoredAsync();
}
