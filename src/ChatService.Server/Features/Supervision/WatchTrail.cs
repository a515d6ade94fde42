using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Supervision;

/// <summary>Who read along in a colleague's conversation stands in the audit log: once in a while, not with every look.</summary>
public sealed class WatchTrail(WriteSession session, TimeProvider time)
{
    // A conversation that is opened again within this time is the same watching.
    private static readonly TimeSpan OnceIn = TimeSpan.FromMinutes(15);

    // Far above what the supervisors of one node look at in that time.
    private const int MostRemembered = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Agent, Guid Conversation), DateTimeOffset> recorded = [];

    /// <summary>Records it unless it is the caller's own, nobody's, or recorded of late.</summary>
    public async Task WatchesAsync(AgentCaller agent, ConversationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(row);
        if (row.Assignee is not { } holder || holder.Id == agent.Id || !IsNew((agent.Id, row.ConversationId)))
        {
            return;
        }

        await session.RunAsync(
            (scope, _) =>
            {
                AuditTrail.Record(scope, agent.Id, agent.Agent.Name, "watch", "conversation", row.ConversationId, holder.Name);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private bool IsNew((Guid Agent, Guid Conversation) watching)
    {
        var now = time.Now();
        lock (gate)
        {
            if (recorded.TryGetValue(watching, out var at) && now - at < OnceIn)
            {
                return false;
            }

            if (recorded.Count >= MostRemembered)
            {
                recorded.Clear();
            }

            recorded[watching] = now;
            return true;
        }
    }
}
