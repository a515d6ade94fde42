using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// Rows of conversations that changed. At once when the last ones are a while ago, else together with all others of the next <see cref="Spacing"/>: a row says how things are now, so a
/// burst of a hundred messages is one row, and many conversations are one read. What could not be read is not told as sent, and so is found by <see cref="Healing.GapHealing"/>.
/// </summary>
public sealed partial class RowPush(
    ConversationQueries queries, IHubContext<VisitorHub, IVisitorClient> visitors, IHubContext<AgentHub, IAgentClient> agents, ILogger<RowPush> logger) : IEventPush, IDisposable
{
    // Sooner than anybody sees, and under load a tenth of the reads.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private Dirty dirty = new();
    private Dirty taken = new();
    private Task telling = Task.CompletedTask;
    private bool isTelling;

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is ConversationEvent conversation)
        {
            lock (gate)
            {
                dirty.Add(conversation);
            }
        }

        return Task.CompletedTask;
    }

    public Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isTelling && !dirty.IsEmpty)
            {
                isTelling = true;
                telling = Task.Run(TellAllAsync, CancellationToken.None);
            }
        }

        return Task.CompletedTask;
    }

    public async Task<bool> SentAsync()
    {
        Task<bool>[] both;
        lock (gate)
        {
            both = [taken.IsEmpty ? Task.FromResult(true) : taken.Sent, dirty.IsEmpty ? Task.FromResult(true) : dirty.Sent];
        }

        return (await Task.WhenAll(both)).All(sent => sent);
    }

    public async Task StopAsync()
    {
        // A host that did not start well is disposed first and told to stop then.
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
        }

        await telling;
    }

    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
        }

        stop.Dispose();
    }

    // Until nothing is left; the pause after each round is the spacing to the next. By the system's clock: this is about load, not about anybody's time.
    private async Task TellAllAsync()
    {
        while (!stop.IsCancellationRequested && Take() is { } next)
        {
            next.Told(await TryTellAsync(next));
            await Task.WhenAny(Task.Delay(Spacing, stop.Token));
        }
    }

    private Dirty? Take()
    {
        lock (gate)
        {
            (taken, dirty) = (dirty, new Dirty());
            isTelling = !taken.IsEmpty;
            return isTelling ? taken : null;
        }
    }

    private async Task<bool> TryTellAsync(Dirty next)
    {
        try
        {
            await TellAsync(next, stop.Token);
            return true;
        }
        catch (Exception exception) when (exception is RefusedException || stop.IsCancellationRequested)
        {
            // The store is away, or clients resume elsewhere.
            return false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            TellFailed(exception);
            return false;
        }
    }

    private async Task TellAsync(Dirty rows, CancellationToken cancellationToken)
    {
        foreach (var (_, row) in await queries.RowsAsync(rows.Agents, cancellationToken))
        {
            await agents.Clients.Groups(GroupsOf(row, rows.Assignees)).ConversationChanged(row);
        }

        if (rows.Visitors.Count > 0)
        {
            foreach (var (_, (conversation, view)) in await queries.VisitorViewsAsync(rows.Visitors, cancellationToken))
            {
                await visitors.Clients.Group(Audiences.Visitor(conversation.InboxId, conversation.ContactId)).ConversationChanged(view);
            }
        }
    }

    /// <summary>The agents who see the row of a conversation.</summary>
    public static List<string> AudiencesOf(ConversationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<string> groups = [Audiences.AllInboxes, Audiences.Inbox(row.InboxId), Audiences.Watchers(row.ConversationId)];
        if (row.TeamId is { } team)
        {
            groups.Add(Audiences.Team(team));
        }

        if (row.Assignee is { } assignee)
        {
            groups.Add(Audiences.Agent(assignee.Id));
        }

        return groups;
    }

    private static List<string> GroupsOf(ConversationRow row, HashSet<(Guid Conversation, Guid Agent)> assignees)
    {
        var groups = AudiencesOf(row);
        groups.AddRange(assignees.Where(a => a.Conversation == row.ConversationId && a.Agent != row.Assignee?.Id).Select(a => Audiences.Agent(a.Agent)));
        return groups;
    }

    [LoggerMessage(2104, LogLevel.Error, "Telling rows that changed failed")]
    private partial void TellFailed(Exception exception);

    private sealed class Dirty
    {
        private readonly TaskCompletionSource<bool> sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HashSet<Guid> Agents { get; } = [];
        public HashSet<Guid> Visitors { get; } = [];
        public HashSet<(Guid Conversation, Guid Agent)> Assignees { get; } = [];
        public bool IsEmpty => Agents.Count == 0;

        /// <summary>True when all of it has gone out.</summary>
        public Task<bool> Sent => sent.Task;

        public void Told(bool all) => sent.SetResult(all);

        public void Add(ConversationEvent happened)
        {
            Agents.Add(happened.ConversationId);
            if (happened.Belonging.AssigneeId is { } assignee)
            {
                // Whoever loses it must hear so, too.
                Assignees.Add((happened.ConversationId, assignee));
            }

            if (happened is not (MessageAppended or ReadMarked))
            {
                Visitors.Add(happened.ConversationId);
            }
        }
    }
}
