using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Routing;

/// <summary>
/// Remembers why conversations were left waiting, so that "nobody can take it" is stored when its ring or its reasons are others and not
/// with each plan. Lost at a restart: then it is stored once more. Used by one drain at a time.
/// </summary>
public sealed class UnservedMemory
{
    private readonly Dictionary<Guid, string> known = [];

    /// <summary>True when this differs from what was stored last. How many agents each filter removed does not matter; that changes all day.</summary>
    public bool IsNews(RoutingDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var why = $"{decision.Explanation.Ring}:{string.Join(',', decision.Explanation.Removed.Select(r => (int)r.Filter))}";
        if (known.TryGetValue(decision.ConversationId, out var before) && before == why)
        {
            return false;
        }

        known[decision.ConversationId] = why;
        return true;
    }

    /// <summary>Forgets those that wait no longer.</summary>
    public void Forget(Func<Guid, bool> waits)
    {
        ArgumentNullException.ThrowIfNull(waits);
        foreach (var gone in known.Keys.Where(id => !waits(id)).ToList())
        {
            known.Remove(gone);
        }
    }
}
