using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>Conversations whose rows go out together, and to whom. Filled under its owner's lock, read when it is filled no more.</summary>
internal sealed class ChangedRows
{
    private readonly TaskCompletionSource<bool> sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Guid, bool> agents = [];
    private readonly HashSet<(Guid Conversation, long At)> moments = [];

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Guid> Ids => agents.Keys;

    /// <summary>Those that the customer sees otherwise, too.</summary>
    public HashSet<Guid> Visitors { get; } = [];

    /// <summary>Whoever had one when it changed must hear so, too.</summary>
    public HashSet<(Guid Conversation, Guid Agent)> Assignees { get; } = [];

    public bool IsEmpty => agents.Count == 0;

    /// <summary>True when all of it has gone out.</summary>
    public Task<bool> Sent => sent.Task;

    /// <summary>Everybody who has it in a list is told; otherwise only who is in it.</summary>
    public bool IsForAll(Guid conversationId) => agents.GetValueOrDefault(conversationId);

    /// <summary>What happened to those that go to everybody, and what to the others.</summary>
    public ILookup<bool, (Guid Conversation, long At)> MomentsForAll => moments.ToLookup(moment => agents[moment.Conversation]);

    public void Told(bool all) => sent.SetResult(all);

    public void Add(ConversationEvent happened)
    {
        // What was said or read, and the clock that goes with it, changes a line of a list; anything else changes which lists it is in.
        var isTalk = happened is MessageAppended or ReadMarked or VisitorLeft or VisitorReturned or PageViewed or SlaArmed or SlaAnswered or SlaMet or SlaPaused or SlaResumed;
        agents[happened.ConversationId] = !isTalk || agents.GetValueOrDefault(happened.ConversationId);
        moments.Add((happened.ConversationId, happened.At.ToUnixTimeMilliseconds()));
        if (happened.Belonging.AssigneeId is { } assignee)
        {
            Assignees.Add((happened.ConversationId, assignee));
        }

        // Customers see no clocks, and what was said and read they hear as such. Who they are they know.
        if (!isTalk && happened is not ContactUpdated)
        {
            Visitors.Add(happened.ConversationId);
        }
    }

    /// <summary>Those that may be, and those of these moments, go to everybody.</summary>
    public void Widen(Func<Guid, bool> mayBe, IReadOnlyCollection<(Guid Conversation, long At)> others)
    {
        moments.UnionWith(others);
        foreach (var id in agents.Keys.Where(mayBe).Concat(others.Select(moment => moment.Conversation)).ToList())
        {
            agents[id] = true;
        }
    }
}
