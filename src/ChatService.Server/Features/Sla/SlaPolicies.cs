using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Sla;

/// <summary>Policies from memory: those in force, and every version that a clock may name.</summary>
public sealed class SlaPolicies(Snapshot<SlaPolicyVersion> versions)
{
    private volatile Known? known;

    /// <summary>The latest version of each policy that was not deleted.</summary>
    public IReadOnlyList<SlaPolicy> Current => Fresh().Current;

    /// <summary>What is promised to this conversation now, or null.</summary>
    public SlaPolicy? Choose(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return SlaPolicySelection.Choose(Current, conversation.InboxId, conversation.TeamId, conversation.Priority);
    }

    /// <summary>Exactly what a clock was armed with.</summary>
    public SlaPolicy? Find(Guid? id, int? version) =>
        id is { } policy && version is { } number ? Fresh().ByVersion.GetValueOrDefault((policy, number)) : null;

    private Known Fresh()
    {
        var rows = versions.Rows;
        return known is { } current && ReferenceEquals(current.Rows, rows) ? current : known = new Known(
            rows,
            [.. rows.Where(row => row.IsCurrent).Select(row => row.Policy)],
            rows.ToDictionary(row => (row.Id, row.Version), row => row.Policy));
    }

    private sealed record Known(IReadOnlyList<SlaPolicyVersion> Rows, IReadOnlyList<SlaPolicy> Current, Dictionary<(Guid, int), SlaPolicy> ByVersion);
}
