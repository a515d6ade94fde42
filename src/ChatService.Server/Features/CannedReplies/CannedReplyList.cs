using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.CannedReplies;

/// <summary>Who is shown what, from memory: the composer asks for it often.</summary>
public sealed class CannedReplyList(Snapshot<CannedReplyRow> snapshot)
{
    /// <summary>Those for everybody and those of the agent's inboxes and teams, by shortcut. One who serves everything, and a supervisor, sees all.</summary>
    public IReadOnlyList<CannedReplyBody> For(Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return [.. snapshot.Rows.Where(row => IsFor(row, agent)).OrderBy(row => row.Shortcut, StringComparer.Ordinal).Select(row => CannedReplyBody.Of(row, agent.Locale))];
    }

    private static bool IsFor(CannedReplyRow row, Agent agent) =>
        agent.SeesAll
        || (row.InboxIds.Count == 0 && row.TeamIds.Count == 0)
        || row.InboxIds.Intersect(agent.InboxIds).Any()
        || row.TeamIds.Intersect(agent.TeamIds).Any();
}
