using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Stages;

/// <summary>A customer and an agent who talk in a conversation of their own.</summary>
public sealed record Pair(HubSession Customer, HubSession Agent, Guid ConversationId);

/// <summary>What is measured: processes that serve, and pairs that are connected to them and may talk.</summary>
public interface IStage : IAsyncDisposable
{
    /// <summary>In the table.</summary>
    string Name { get; }

    /// <summary>Whose processor time counts.</summary>
    IReadOnlyList<(string Name, int ProcessId)> Processes { get; }

    /// <summary>Connects so many pairs.</summary>
    Task<IReadOnlyList<Pair>> OpenAsync(int pairs);

    /// <summary>A connection of a visitor who does nothing.</summary>
    Task<HubSession> IdleAsync(System.Net.IPAddress? from);

    /// <summary>After the run, when everything is quiet: complaints about what was acked and what was shown beside what is stored; empty where nothing is stored.</summary>
    Task<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<(Guid ClientMessageId, long Seq)> acked);
}
